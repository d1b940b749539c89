#![allow(missing_docs)]
use ndarray::{Array1, Array2};
use npbrain_monitors::*;
use std::time::Instant;
struct R(u64);
impl R { fn u(&mut self)->f64{ self.0=self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407); ((self.0>>11) as f64)/(1u64<<53) as f64 } fn n(&mut self)->f64{ (0..12).map(|_|self.u()).sum::<f64>()-6.0 } }
fn lif(n: usize, ms: f64, rec: usize, drive: f64)->(StateData, SpikeData){
    let mut r=R(7); let dt=0.1; let steps=(ms/dt).round() as usize;
    let mut v:Vec<f64>=(0..n).map(|_|r.u()*10.0).collect(); let mut hold=vec![0usize;n];
    let mut out=Array2::zeros((steps+1,rec)); for j in 0..rec{out[[0,j]]=v[j];}
    let (mut t,mut i)=(vec![],vec![]);
    for k in 1..=steps { for j in 0..n { if hold[j]>0 {hold[j]-=1; continue;} v[j]+=dt/10.0*(drive-v[j])+0.35*r.n(); if v[j]>=10.0 { v[j]=0.0; hold[j]=50; t.push(k as f64*dt); i.push(j);} }
      for j in 0..rec{out[[k,j]]=v[j];} }
    (StateData{population:"lif1".into(),t:Array1::from_iter((0..=steps).map(|k|k as f64*dt)),neurons:(0..rec).collect(),variables:vec![Variable{name:"v".into(),unit:"mV",values:out}]},
     SpikeData{population:"lif1".into(),size:n,span:(0.0,ms),t:t.into(),i:i.into()})
}
fn rate(s:&SpikeData,w:f64)->RateData{ let bins=(s.span.1/w).round() as usize; let mut c=vec![0.0;bins]; for t in &s.t { c[(((t-1e-9)/w) as usize).min(bins-1)]+=1000.0/w/s.size as f64; } RateData{population:s.population.clone(),t:(1..=bins).map(|k|k as f64*w).collect(),rate:c.into()} }
fn main(){
    let o="/tmp/h3out/";
    let (v,s)=lif(500,100.0,500,15.0);
    println!("500: {} spikes, {} Hz",s.t.len(),s.mean_rate());
    let f=npbrain_viz::figure(2,1).potential(&v).raster(&s);
    for _ in 0..3 { let t0=Instant::now(); f.save(format!("{o}a.png")).unwrap(); println!("png {:?}",t0.elapsed()); }
    let t0=Instant::now(); f.pixels().unwrap(); println!("pixels {:?}",t0.elapsed());
    let t0=Instant::now(); f.save(format!("{o}a.svg")).unwrap(); println!("svg {:?}",t0.elapsed());
    let (v1,s1)=lif(1,100.0,1,15.0);
    npbrain_viz::figure(2,1).potential(&v1).raster(&s1).save(format!("{o}one.png")).unwrap();
    let (v5,s5)=lif(5000,200.0,10,15.0);
    println!("5000: {} spikes",s5.t.len());
    let t0=Instant::now(); npbrain_viz::figure(3,1).title("A balanced network").potential_of(&v5,[4]).title("One of many").raster(&s5).rate(rate(&s5,1.0)).title("Rate of lif1").save(format!("{o}5000.png")).unwrap(); println!("5000 {:?}",t0.elapsed());
    npbrain_viz::figure(3,1).potential_of(&v5,[4]).raster(&s5).rate(rate(&s5,1.0)).save(format!("{o}5000.svg")).unwrap();
    let (vl,sl)=lif(12,10_000.0,1,13.0);
    npbrain_viz::figure(2,1).potential(&vl).raster(&sl).save(format!("{o}long.png")).unwrap();
    let (vh,sh)=lif(50,500.0,5,11.0);
    let mut hh=vh.clone(); hh.variables[0].values.mapv_inplace(|x| x*10.0-75.0); for k in 1500..2200 { hh.variables[0].values[[k,0]]=f64::NAN; }
    npbrain_viz::figure(2,2).potential(&hh).title("Left").raster(&sh).title("Raster").rate(rate(&sh,10.0)).size(1100,520).save(format!("{o}grid.png")).unwrap();
    let e=StateData{population:"x".into(),t:vec![0.0].into(),neurons:vec![0],variables:vec![Variable{name:"v".into(),unit:"mV",values:Array2::from_elem((1,1),-65.0)}]};
    let es=SpikeData{population:"x".into(),size:100,span:(0.0,100.0),t:vec![].into(),i:vec![].into()};
    npbrain_viz::figure(2,1).potential(&e).raster(&es).save(format!("{o}empty.png")).unwrap();
    npbrain_viz::figure(1,1).potential_of(&v5,0..10).title("Ten").save(format!("{o}ten.png")).unwrap();
    npbrain_viz::figure(2,1).potential_of(&hh,[0]).raster(&sh).save(format!("{o}fifty.png")).unwrap();
}
