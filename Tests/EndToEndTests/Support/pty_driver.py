"""Runs a program in a pseudo terminal and keeps its screen, for the end-to-end tests.

Speaks JSON lines on stdin and stdout, one answer per request:
  {"do": "start", "argv": [...], "columns": 80, "rows": 24, "env": {...}}
  {"do": "send", "bytes": "..."}            latin-1 text, sent as bytes
  {"do": "resize", "columns": 120, "rows": 40}
  {"do": "wait", "text": "...", "absent": false, "seconds": 10}   until the regular expression is on the screen
  {"do": "screen"}                          the screen's lines
  {"do": "signal", "number": 15}
  {"do": "exit", "seconds": 10}             waits for the end: status, modes left behind, the last screen
  {"do": "hangup"}                          closes the terminal under the program
"""

import fcntl, json, os, pty, re, select, signal, struct, sys, termios, time

import pyte


class Screen(pyte.Screen):
    """pyte's screen with what ncurses sends and pyte does not know: REP (repeat the last character) for runs, SU and SD
    (move the lines of the scrolling region up and down) for text that moves."""

    last = " "

    def draw(self, data):
        super().draw(data)
        if data:
            self.last = data[-1]

    def repeat(self, count=1):
        self.draw(self.last * (count or 1))

    def scroll_up(self, count=1):
        self.scrolled(self.delete_lines, count)

    def scroll_down(self, count=1):
        self.scrolled(self.insert_lines, count)

    def scrolled(self, move, count):
        row, column = self.cursor.y, self.cursor.x
        self.cursor.y = self.margins.top if self.margins else 0
        move(count or 1)
        self.cursor.y, self.cursor.x = row, column


class Stream(pyte.ByteStream):
    csi = dict(pyte.ByteStream.csi, b="repeat", S="scroll_up", T="scroll_down")


class Session:
    def __init__(self, argv, columns, rows, env):
        self.screen = Screen(columns, rows)
        self.stream = Stream(self.screen)
        self.raw = bytearray()
        self.status = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(argv[0], argv, env)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.modes = termios.tcgetattr(self.fd)[3]

    def pump(self, seconds):
        """Reads what the program wrote, for at most that long; False once it has closed its terminal."""
        if self.fd is None:
            return False
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        if not data:
            return False
        self.raw += data
        self.stream.feed(data)
        return True

    def lines(self):
        # Not pyte's own `display`, which stumbles over a wide character of which half was written over.
        columns = range(self.screen.columns)
        return ["".join(self.screen.buffer[y][x].data for x in columns).rstrip() for y in range(self.screen.lines)]

    def reap(self):
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)
            if pid:
                self.status = status
        return self.status


def answer(session, request):
    action = request["do"]
    if action == "send":
        os.write(session.fd, request["bytes"].encode("latin-1"))
        return {"ok": True}
    if action == "resize":
        session.screen.resize(request["rows"], request["columns"])
        size = struct.pack("HHHH", request["rows"], request["columns"], 0, 0)
        fcntl.ioctl(session.fd, termios.TIOCSWINSZ, size)
        return {"ok": True}
    if action == "screen":
        session.pump(0)
        return {"ok": True, "lines": session.lines(), "bytes": len(session.raw)}
    if action == "signal":
        os.kill(session.pid, request["number"])
        return {"ok": True}
    if action == "hangup":
        os.close(session.fd)
        session.fd = None
        return {"ok": True}
    if action == "wait":
        end = time.monotonic() + request.get("seconds", 15)
        pattern = re.compile(request["text"])
        while True:
            found = any(pattern.search(line) for line in session.lines()) or pattern.search("\n".join(session.lines()))
            if bool(found) != request.get("absent", False):
                return {"ok": True, "lines": session.lines()}
            if time.monotonic() > end or not session.pump(0.05):
                return {"ok": False, "lines": session.lines(), "error": "not seen: " + request["text"]}
    if action == "exit":
        end = time.monotonic() + request.get("seconds", 10)
        while session.reap() is None and time.monotonic() < end:
            session.pump(0.05)
        while session.fd is not None and session.pump(0):
            if not select.select([session.fd], [], [], 0)[0]:
                break
        status = session.status
        if status is None:
            return {"ok": False, "lines": session.lines(), "error": "still running"}
        if os.WIFSTOPPED(status):
            session.status = None
        return {
            "ok": True,
            "code": os.waitstatus_to_exitcode(status) if not os.WIFSTOPPED(status) else 0,
            "stopped": os.WIFSTOPPED(status),
            "restored": modes_restored(session),
            "lines": session.lines(),
            "tail": session.raw[-4000:].decode("latin-1"),
        }
    return {"ok": False, "error": "unknown request " + action}


def modes_restored(session):
    """Whether canonical input and echo are back, and screen, mouse and paste modes are switched off again."""
    if session.fd is not None:
        local = termios.tcgetattr(session.fd)[3]
        if local & (termios.ICANON | termios.ECHO) != session.modes & (termios.ICANON | termios.ECHO):
            return False
    for mode in (b"1049", b"1000", b"1002", b"1006", b"2004"):
        on, off = session.raw.rfind(b"\x1b[?" + mode + b"h"), session.raw.rfind(b"\x1b[?" + mode + b"l")
        if on > off:
            return False
    return True


def main():
    # A test runner starts this from a thread that blocks signals, which the program under test would inherit.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    session = None
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "start":
            env = dict(os.environ)
            env.update(request.get("env", {}))
            session = Session(request["argv"], request["columns"], request["rows"], env)
            reply = {"ok": True, "pid": session.pid}
        else:
            try:
                reply = answer(session, request)
            except OSError as error:
                reply = {"ok": False, "error": str(error), "lines": session.lines()}
        print(json.dumps(reply), flush=True)
    if session is not None and session.reap() is None:
        os.kill(session.pid, signal.SIGKILL)
        os.waitpid(session.pid, 0)


main()
