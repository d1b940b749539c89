"""A network that Brian2 has compiled, to be run with any seed."""
import json
import os
import shutil
import subprocess
import time

MANIFEST = "bench.json"


class Compiled:
    """The project in `directory`, which `brian2_bench.py` made."""

    def __init__(self, directory):
        self.directory = directory
        with open(os.path.join(directory, MANIFEST)) as file:
            self.about, self.spikes, self.synapses = json.load(file)

    @classmethod
    def write(cls, directory, about, spikes, synapses):
        with open(os.path.join(directory, MANIFEST), "w") as file:
            json.dump((about, spikes, synapses), file)
        return cls(directory)

    def run(self, seed):
        """One run: its times, memory, rate and number of synapses."""
        environment = dict(os.environ, BENCH_SEED=str(seed),
                           OMP_NUM_THREADS=str(self.about["threads"]))
        start = time.perf_counter()
        process = subprocess.Popen(["./main"], cwd=self.directory, env=environment,
                                   stdout=subprocess.DEVNULL)
        rss = 0
        while process.poll() is None:
            rss = max(rss, peak_kib(process.pid))
            time.sleep(0.005)
        wall = time.perf_counter() - start
        if process.returncode:
            raise SystemExit(f"the program of Brian2 failed with {process.returncode}")
        with open(os.path.join(self.directory, "results", "last_run_info.txt")) as file:
            sim_s = float(file.read().split()[0])
        spikes = sum(map(self._count, self.spikes))
        seconds = self.about["duration_ms"] / 1000
        return dict(sim_s=round(sim_s, 4), construct_s=round(wall - sim_s, 4),
                    rss_mb=round(rss / 1024, 1), rate_hz=spikes / self.about["n"] / seconds,
                    synapses=sum(map(self._count, self.synapses)))

    def remove(self):
        shutil.rmtree(self.directory, ignore_errors=True)

    def _count(self, name):
        with open(os.path.join(self.directory, "results", name), "rb") as file:
            return int.from_bytes(file.read(4), "little")


def peak_kib(pid):
    """The most memory the program had resident. Until it is executed the process is a copy of
    this one, whose memory does not count."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            if not file.read().startswith(b"./main"):
                return 0
        with open(f"/proc/{pid}/status") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("VmHWM")), 0)
    except OSError:
        return 0
