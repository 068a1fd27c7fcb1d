"""The line protocol of the benchmarks, for the peers that are written in Python (see ../README.md)."""

import sys
from time import perf_counter_ns


class Contestant:
    def __init__(self, name):
        self.name = f"{name}, Python {sys.version.split()[0]}"
        self.workloads = {}

    def workload(self, name, variant="-"):
        """Registers a function of (operations, connections) that returns the figure."""

        def register(function):
            self.workloads.setdefault(name, {})[variant] = function
            return function

        return register

    def serve(self, call=lambda figure: figure):
        """`call` brings the figure out of what the function returned: for coroutines, by running them."""
        say(f"name {self.name}")
        for name, variants in self.workloads.items():
            say(f"can {name} {' '.join(variants)}")
        say("ready")
        for line in sys.stdin:
            _, name, variant, operations, connections = line.split()
            try:
                say(f"ok {call(self.workloads[name][variant](int(operations), int(connections)))}")
            except Exception as error:
                say(f"error {type(error).__name__} {error}".replace("\n", " "))


def say(line):
    print(line, flush=True)


class Watch:
    """with Watch() as watch: …; watch.nanoseconds"""

    def __enter__(self):
        self.start = perf_counter_ns()
        return self

    def __exit__(self, *_):
        self.nanoseconds = perf_counter_ns() - self.start


ROWS = "SELECT a, b, c, d FROM rows_of_four"
MANY_ROWS = "SELECT a, b, c, d FROM rows_of_four CROSS JOIN seq_1_to_{}"
POINT = "SELECT name FROM points WHERE id = %s"
WAIT = "SELECT SLEEP(0.01)"
INSERT = "INSERT INTO inserts (id, name, amount) VALUES (%s, %s, %s)"
LOAD = "LOAD DATA LOCAL INFILE '{}' INTO TABLE inserts (id, name, amount)"


def share(operations, connections, index):
    """The operations of one of the connections, as a range."""
    return range(operations * index // connections, operations * (index + 1) // connections)


_rows = {}


def rows_to_insert(count):
    if count not in _rows:
        _rows[count] = [(i, f"some text {i}", i * 0.37) for i in range(1, count + 1)]
    return _rows[count]


def write_lines(file, rows):
    for id, name, amount in rows:
        file.write(f"{id}\t{name}\t{amount!r}\n")
    file.flush()


def check(found, expected):
    if found != expected:
        raise AssertionError(f"{found} instead of {expected}")


def resident(key):
    """VmRSS or VmHWM, the memory of this process now or at its peak, in bytes."""
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith(key + ":"):
                return int(line.split()[1]) * 1024
    raise AssertionError(f"no {key} in /proc/self/status")
