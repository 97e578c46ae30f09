"""Measures the running dashboard in a pseudo terminal: start, bytes per refresh, key to screen, CPU and memory.

Usage: python3 Sources/Benchmarks/terminal.py [SECONDS] [-- PROGRAM ARGUMENT...]
Without a program it measures `.build/release/vigla demo`. Each figure is printed with its budget from docs/performance.md.
"""

import fcntl, os, pty, select, signal, statistics, struct, sys, termios, time


class Program:
    def __init__(self, argv, columns, rows):
        self.started = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            env = dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8", COLUMNS="", LINES="")
            env.pop("COLUMNS"), env.pop("LINES")
            os.execvpe(argv[0], argv, env)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds):
        """The bytes written within that time, as (time, bytes) pieces."""
        pieces, end = [], time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.fd], [], [], left)[0]:
                pieces.append((time.monotonic(), os.read(self.fd, 65536)))
        return pieces

    def read_until(self, text, seconds=30):
        """Milliseconds since the start until the text was written; None if it never was."""
        seen, end = b"", time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.fd], [], [], 0.05)[0]:
                seen += os.read(self.fd, 65536)
                if text in seen:
                    return (time.monotonic() - self.started) * 1000
        return None

    def key(self, text):
        """Milliseconds from a key to the last byte before 20 ms of silence, and the bytes written."""
        sent, last, count = time.monotonic(), None, 0
        os.write(self.fd, text)
        while select.select([self.fd], [], [], 0.25 if last is None else 0.02)[0]:
            count += len(os.read(self.fd, 65536))
            last = time.monotonic()
        return ((last - sent) * 1000 if last else None), count

    def usage(self):
        """CPU seconds so far and resident megabytes."""
        fields = open(f"/proc/{self.pid}/stat").read().rsplit(")", 1)[1].split()
        ticks = int(fields[11]) + int(fields[12])
        resident = next(l for l in open(f"/proc/{self.pid}/status") if l.startswith("VmRSS")).split()[1]
        return ticks / os.sysconf("SC_CLK_TCK"), int(resident) / 1024

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            if select.select([self.fd], [], [], 0.02)[0]:
                try:
                    os.read(self.fd, 65536)
                except OSError:
                    break
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                return
        try:
            os.waitpid(self.pid, 0)
        except ChildProcessError:
            pass


def bursts(pieces, gap=0.15):
    """Sizes of groups of writes that are separated by at least the gap."""
    sizes, last = [], None
    for when, data in pieces:
        if last is None or when - last > gap:
            sizes.append(0)
        sizes[-1] += len(data)
        last = when
    return sizes


def measure(argv, columns, rows, seconds):
    program = Program(argv, columns, rows)
    first = program.read_until(b"\x1b[?1049h")
    drawn = program.read_until(b"vigla")
    rates = program.read_until(b"/s")
    program.read(6)
    cpu, _ = program.usage()
    start = time.monotonic()
    pieces = program.read(seconds)
    elapsed = time.monotonic() - start
    after, resident = program.usage()
    sizes = bursts(pieces)
    keys = [program.key(k) for _ in range(25) for k in (b"l", b"j", b"h", b"k")]
    times = sorted(t for t, _ in keys if t is not None)
    print(f"{columns}x{rows}")
    print(f"  screen taken      {first or 0:8.0f} ms")
    print(f"  first frame       {drawn or 0:8.0f} ms   (budget 100)")
    print(f"  first rates       {rates or 0:8.0f} ms   (budget 2100)")
    if sizes:
        print(f"  bytes per refresh {statistics.median(sizes):8.0f}      (max {max(sizes)}, {sum(sizes) / elapsed:.0f} B/s)")
    if times:
        print(f"  key to screen     {statistics.median(times):8.1f} ms   (p99 {times[int(len(times) * 0.99)]:.1f}, budget 30; "
              f"{statistics.median(c for _, c in keys):.0f} B)")
    print(f"  CPU               {(after - cpu) / elapsed * 100:8.1f} %    of a core")
    print(f"  resident          {resident:8.1f} MB")
    program.end()


def main():
    arguments = sys.argv[1:]
    argv = [".build/release/vigla", "demo"]
    if "--" in arguments:
        at = arguments.index("--")
        arguments, argv = arguments[:at], arguments[at + 1:]
    seconds = float(arguments[0]) if arguments else 30
    for columns, rows in ((80, 24), (200, 60)):
        measure(argv, columns, rows, seconds)


main()
