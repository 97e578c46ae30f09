import CSpawn
import Glibc
import Synchronization

/// Runs a program to its end and gathers what it prints.
struct PluginProcess {
  /// How it ended.
  struct Outcome: Sendable {
    var output: [UInt8] = []
    var errors: [UInt8] = []
    /// The exit status, or 128 and the signal's number.
    var status: Int32 = 0
  }

  enum Failure: Error {
    /// It could not be started, with `errno`.
    case start(Int32)
    /// It was killed as it took too long; what it said until then.
    case timeout([UInt8])
    /// It was killed as it printed too much.
    case tooMuch
  }

  /// More output than this is no credential, in bytes.
  private static let limit = 4_000_000

  let path: String
  let arguments: [String]
  let environment: [String: String]
  /// Whether it gets this process's standard input, and shows its standard error as it comes.
  let onTerminal: Bool
  let timeout: Duration

  /// Runs it, on the calling thread.
  func run() throws(Failure) -> Outcome {
    let output = Pipe()
    let errors = Pipe()
    let ended = Pipe()
    guard output.isOpen, errors.isOpen, ended.isOpen else { throw .start(errno) }
    let child = Child(end: ended.writing)
    let pid = try start(output: output.writing, errors: errors.writing, child)
    output.closeWriting()
    errors.closeWriting()
    ended.closeWriting()
    return try gather(pid, output, errors, ended, child)
  }

  // MARK: - Starting

  /// What the thread that waits for the process shares with this one. It has an end of a pipe of its own, as it may be
  /// the one that lives longer, and closes it to say that the process has ended.
  private final class Child: Sendable {
    let status = Atomic<Int32>(-1)
    private let end: Int32
    init(end: Int32) { self.end = fcntl(end, F_DUPFD_CLOEXEC, 3) }
    deinit { if status.load(ordering: .acquiring) < 0 { close(end) } }

    func finish(_ status: Int32) {
      let signal = status & 0x7f
      self.status.store(signal == 0 ? status >> 8 & 0xff : 128 + signal, ordering: .releasing)
      close(end)
    }
  }

  private func start(output: Int32, errors: Int32, _ child: Child) throws(Failure) -> Int32 {
    let context = Unmanaged.passRetained(child)
    let words = CStrings([path] + arguments)
    let variables = CStrings(environment.map { "\($0.key)=\($0.value)" })
    defer {
      words.free()
      variables.free()
    }
    var program = cs_program(
      path: words.pointer[0], argv: words.pointer, envp: variables.pointer, input: onTerminal ? STDIN_FILENO : -1,
      output: output, errors: errors, place: onTerminal ? CS_SAME_GROUP : CS_OWN_SESSION)
    var pid: pid_t = 0
    let error = cs_spawn(
      &program,
      { context, status in
        guard let context else { return }
        Unmanaged<Child>.fromOpaque(context).takeRetainedValue().finish(status)
      }, context.toOpaque(), &pid)
    guard error == 0 else {
      context.release()
      throw .start(error)
    }
    return pid
  }

  /// Texts as C wants a list of them, with NULL at its end.
  private struct CStrings {
    let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
      count = texts.count
      pointer = .allocate(capacity: count + 1)
      for (index, text) in texts.enumerated() { (pointer + index).initialize(to: strdup(text)) }
      (pointer + count).initialize(to: nil)
    }

    func free() {
      for index in 0..<count { Glibc.free(pointer[index]) }
      pointer.deallocate()
    }
  }

  // MARK: - Reading

  private func gather(
    _ pid: Int32, _ output: Pipe, _ errors: Pipe, _ ended: Pipe, _ child: Child
  ) throws(Failure) -> Outcome {
    var outcome = Outcome()
    let deadline = ContinuousClock.now + timeout
    var hasEnded = false
    // What the program has started may keep the pipes open: its own end counts, and what is in them then.
    while !hasEnded {
      let left = ContinuousClock.now.duration(to: deadline)
      var files = [output, errors, ended].map { pollfd(fd: $0.reading, events: Int16(POLLIN), revents: 0) }
      let ready = left > .zero ? poll(&files, 3, Int32(clamping: left.milliseconds)) : 0
      if ready == 0 {
        end(pid, child)
        throw .timeout(outcome.errors)
      }
      hasEnded = files[2].revents != 0
      output.drain(into: &outcome.output)
      let seen = outcome.errors.count
      errors.drain(into: &outcome.errors)
      if onTerminal, outcome.errors.count > seen { show(outcome.errors[seen...]) }
      if outcome.output.count + outcome.errors.count > Self.limit {
        end(pid, child)
        throw .tooMuch
      }
    }
    outcome.status = child.status.load(ordering: .acquiring)
    return outcome
  }

  /// Kills the program, and what it has started unless that shares the terminal's group with this process.
  private func end(_ pid: Int32, _ child: Child) {
    if child.status.load(ordering: .acquiring) < 0 { kill(onTerminal ? pid : -pid, SIGKILL) }
  }

  private func show(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  /// A pipe whose reading end does not block.
  private final class Pipe {
    private(set) var reading: Int32 = -1
    private(set) var writing: Int32 = -1
    var isOpen: Bool { reading >= 0 }

    init() {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { return }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      (reading, writing) = (ends[0], ends[1])
      _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    }

    deinit {
      if reading >= 0 { close(reading) }
      closeWriting()
    }

    func closeWriting() {
      if writing >= 0 { close(writing) }
      writing = -1
    }

    /// Reads what is there, or a good part of it. A pipe that has ended is no longer looked at.
    func drain(into bytes: inout [UInt8]) {
      guard reading >= 0 else { return }
      var block = [UInt8](repeating: 0, count: 16_384)
      for _ in 0..<64 {
        let count = read(reading, &block, block.count)
        if count > 0 {
          bytes.append(contentsOf: block[..<count])
          continue
        }
        if count < 0, errno == EINTR { continue }
        if count == 0 {
          close(reading)
          reading = -1
        }
        return
      }
    }
  }
}

extension Duration {
  /// Whole milliseconds, rounded up.
  fileprivate var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
  }
}
