"""What is known of a network by its spikes: how often neurons fire, how irregularly, how much
together."""
import numpy as np

from circuit import NAMES

# A neuron with fewer spikes has no coefficient of variation worth the name.
ENOUGH = 10
# Of these many neurons of a population that fired at all, counts in bins are correlated.
CORRELATED = 200
BIN = 2.0  # ms


def read(path, sizes):
    """The times of the spikes in a file, in ms: for each population, for each of its neurons."""
    times = {name: [[] for _ in range(size)] for name, size in zip(NAMES, sizes)}
    with open(path) as file:
        if next(file, "").rstrip() != "population,neuron,time_ms":
            raise SystemExit(f"{path} is no file of spikes")
        for line in file:
            population, neuron, at = line.split(",")
            times[population][int(neuron)].append(float(at))
    return {name: [np.sort(each) for each in trains] for name, trains in times.items()}


def rates(trains, start, end):
    """In Hz, of all neurons."""
    return np.array([len(train) for train in trains]) / (end - start) * 1000


def cvs(trains, *_):
    """The standard deviation of intervals over their mean, of neurons with ten spikes or more."""
    intervals = [np.diff(train) for train in trains if len(train) >= ENOUGH]
    return np.array([each.std(ddof=1) / each.mean() for each in intervals])


def correlations(trains, start, end):
    """Pearson's, of the counts in bins of 2 ms, of all pairs among the first 200 neurons that
    fired: neurons are alike, so the first are a sample."""
    active = [train for train in trains if len(train)][:CORRELATED]
    # A spike at the end of a bin is in it, as labels of time say the end of a step.
    bins = int(round((end - start) / BIN))
    counts = np.zeros((len(active), bins))
    for row, train in zip(counts, active):
        steps = np.round((train - start) * 10).astype(int)
        np.add.at(row, (steps - 1) // round(BIN * 10), 1)
    found = np.corrcoef(counts)
    return found[np.triu_indices(len(active), 1)]


STATISTICS = {"rate (Hz)": rates, "CV of intervals": cvs, "correlation": correlations}


def distance(a, b):
    """Kolmogorov and Smirnov's: how far the shares of two sorted samples below a value differ at
    most."""
    if not (len(a) and len(b)):
        raise SystemExit("too few spikes to compare; run for longer")
    at = np.concatenate([a, b])
    below = [np.searchsorted(sample, at, side="right") / len(sample) for sample in (a, b)]
    return np.abs(below[0] - below[1]).max()
