import CSpawn
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A child process in a group of its own, which the kernel kills when this process ends, however it ends (Linux).
final class ChildProcess: Sendable {
  /// How a process ended.
  enum End: Sendable, Hashable, CustomStringConvertible {
    case exited(Int32)
    case signalled(Int32)

    var description: String {
      switch self {
      case .exited(let code): "exited with code \(code)"
      case .signalled(let number): "was ended by signal \(number)"
      }
    }

    /// As a shell and Kubernetes count: 128 and the number for a signal.
    var code: Int32 {
      switch self {
      case .exited(let code): code
      case .signalled(let number): 128 + number
      }
    }
  }

  /// Why a program could not be started.
  struct Failure: Error, CustomStringConvertible {
    let path: String
    /// `errno`.
    let code: Int32

    var description: String { "cannot start \(path): \(String(cString: strerror(code)))" }
  }

  private struct State {
    var end: End?
    var waiting: [CheckedContinuation<End, Never>] = []
  }

  /// How long a process has to end when asked to.
  private static let grace = Duration.milliseconds(1500)

  let pid: Int32
  private let shared: Shared

  /// What the thread that waits for the process shares with it.
  private final class Shared: Sendable {
    let state = Mutex(State())

    func finish(_ end: End) {
      let waiting = state.withLock { state in
        state.end = end
        defer { state.waiting = [] }
        return state.waiting
      }
      for continuation in waiting { continuation.resume(returning: end) }
    }
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: absolute.
  ///   - arguments: without the program's name.
  ///   - output: the descriptor for its standard output and error; the caller keeps its own.
  init(path: String, arguments: [String], output: Int32) throws(Failure) {
    let shared = Shared()
    let context = Unmanaged.passRetained(shared)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var number: pid_t = 0
    let error = path.withCString { path in
      words.withUnsafeBufferPointer { words in
        var program = cs_program(
          path: path, argv: words.baseAddress, envp: nil, input: -1, output: output, errors: output,
          place: CS_OWN_GROUP)
        return cs_spawn(
          &program,
          { context, status in
            guard let context else { return }
            let signal = status & 0x7f
            Unmanaged<Shared>.fromOpaque(context).takeRetainedValue()
              .finish(signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal))
          }, context.toOpaque(), &number)
      }
    }
    guard error == 0 else {
      context.release()
      throw Failure(path: path, code: error)
    }
    pid = number
    self.shared = shared
  }

  /// Sends a signal to the process and whatever it has started; nothing once it has ended.
  func signal(_ number: Int32) {
    // Until its end is noted the number is the process's own, dead or alive.
    shared.state.withLock { if $0.end == nil { kill(-pid, number) } }
  }

  /// Asks the process to end, and ends it if it does not soon.
  func terminate() {
    signal(SIGTERM)
    Task {
      try? await Task.sleep(for: Self.grace)
      signal(SIGKILL)
    }
  }

  /// Waits for the end of the process. Does not answer to the task's cancellation.
  func end() async -> End {
    await withCheckedContinuation { continuation in
      let known = shared.state.withLock { state in
        if state.end == nil { state.waiting.append(continuation) }
        return state.end
      }
      if let known { continuation.resume(returning: known) }
    }
  }
}
