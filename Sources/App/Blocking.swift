import Dispatch
import Synchronization

/// Runs asynchronous work to its end from a thread that is not a task's, and gives its result.
///
/// The command line's first thread is synchronous, because with an asynchronous `main` it would not be the thread that
/// later owns the terminal; that one waits while a login has the terminal, too.
public func runBlocking<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
  let done = DispatchSemaphore(value: 0)
  let result = Mutex<Result<Value, any Error>?>(nil)
  Task {
    let outcome: Result<Value, any Error>
    do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
    result.withLock { $0 = outcome }
    done.signal()
  }
  done.wait()
  guard let outcome = result.withLock({ $0 }) else { preconditionFailure("the work ended without a result") }
  return try outcome.get()
}
