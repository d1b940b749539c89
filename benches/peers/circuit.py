"""The numbers of the cortical microcircuit of Potjans & Diesmann (2014), as NEST's example
`cortical_microcircuit` has them; those of `examples/networks/microcircuit.rs`."""
import numpy as np

# Of layers 2/3 to 6, excitatory and inhibitory.
NAMES = ["L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"]
SIZES = np.array([20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948])
# The probability that a neuron of a row's population has one of a column's as a source.
CONNECTED = np.array([
    [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0000, 0.0076, 0.0000],
    [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0000, 0.0042, 0.0000],
    [0.0077, 0.0059, 0.0497, 0.1350, 0.0067, 0.0003, 0.0453, 0.0000],
    [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0000, 0.1057, 0.0000],
    [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0000],
    [0.0548, 0.0269, 0.0257, 0.0022, 0.0600, 0.3158, 0.0086, 0.0000],
    [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
    [0.0364, 0.0010, 0.0034, 0.0005, 0.0277, 0.0080, 0.0658, 0.1443]])
# How many synapses a neuron of a row's population has from a column's. Each is drawn on its own, so
# that two neurons can have several.
INDEGREES = np.log(1 - CONNECTED) / np.log(1 - 1 / np.outer(SIZES, SIZES)) / SIZES[:, None]
# Sources outside the circuit, each firing at 8 Hz.
OUTSIDE = np.array([1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100])
OUTSIDE_RATE = 8.0
# The rates at full size, in Hz, which the current that replaces lost input goes by.
RATES = np.array([0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829])
# Mean and standard deviation of the initial potentials, in mV.
INITIAL = [(-68.28, 5.36), (-63.16, 4.57), (-63.33, 4.74), (-63.45, 4.94),
           (-63.11, 4.94), (-61.66, 4.55), (-66.72, 5.46), (-61.43, 4.48)]
# What an excitatory spike adds to the current, in pA, and how much more an inhibitory one takes.
WEIGHT = 87.8
INHIBITION = 4.0
TAU_SYN = 0.5  # ms
DELAYS = [1.5, 0.75]  # ms, of excitatory and inhibitory spikes


def sizes_at(scale):
    """How many neurons the populations have at a share of the full size."""
    return np.maximum(1, np.round(SIZES * scale)).astype(int)


def weights(inhibition=INHIBITION):
    """What spikes of a column's population add to the current of a row's, in pA."""
    w = np.tile([WEIGHT, -inhibition * WEIGHT], (8, 4))
    # From layer 4 to layer 2/3, between excitatory neurons, it is twice as much.
    w[0, 2] *= 2
    return w
