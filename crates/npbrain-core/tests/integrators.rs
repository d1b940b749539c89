//! The integration methods on neuron models, against closed forms and against
//! a reference written out here.

mod integrators {
    // What the tests are about.
    mod hodgkin_huxley;
    mod motion;

    mod held;
    mod implicit;
    mod names;
    mod orders;
    mod same_as_functions;
}
