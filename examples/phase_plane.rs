//! Phase planes of two models of another crate: FitzHugh–Nagumo and
//! Morris–Lecar, each below and above the current at which it begins to fire.

use npbrain::all as nn;
use plugin_model::{FitzHughNagumo, MorrisLecar};

fn main() -> nn::Result<()> {
    let mut figure = nn::vis::figure(1, 2).size(1200, 520);
    for current in [0.0, 0.5] {
        let model = FitzHughNagumo::default();
        let plane = nn::PhasePlane::new(model, current, (-2.4, 2.4), (-1.0, 2.0))?;
        for point in plane.fixed_points() {
            println!("FitzHugh–Nagumo at {current}: {:?} at {:.4?}", point.stability(), point.at);
        }
        figure = figure
            .phase_plane(&plane)
            .trajectory(plane.trajectory([-0.5, -0.6], 150.0, 0.05)?)
            .title(format!("I = {current}"));
    }
    figure.save("fitzhugh_nagumo.png")?;

    let mut figure = nn::vis::figure(1, 2).size(1200, 520);
    for current in [60.0, 150.0] {
        let model = MorrisLecar::default();
        let plane = nn::PhasePlane::new(model, current, (-75.0, 60.0), (-0.05, 0.7))?;
        for point in plane.fixed_points() {
            println!("Morris–Lecar at {current}: {:?} at {:.4?}", point.stability(), point.at);
        }
        figure = figure
            .phase_plane(&plane)
            .trajectory(plane.trajectory([-10.0, 0.1], 500.0, 0.1)?)
            .title(format!("I = {current} µA/cm²"));
    }
    figure.save("morris_lecar.png")?;
    println!("see fitzhugh_nagumo.png and morris_lecar.png");
    Ok(())
}
