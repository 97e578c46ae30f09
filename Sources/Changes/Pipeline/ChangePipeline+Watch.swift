import Documents
import Kubernetes
import TrafficConfig

extension ChangePipeline {
  /// Looks at what a change wrote for a while and tells if somebody else changes it. Where an object cannot be read, it
  /// is looked at again.
  ///
  /// - Parameters:
  ///   - entry: of the journal, as `apply` returned it.
  ///   - time: how long to look; ends earlier when the task is cancelled.
  ///   - interval: between two looks.
  /// - Returns: the first foreign change; nil if there was none in the time.
  public func watch(
    _ entry: JournalEntry, for time: Duration, every interval: Duration = .seconds(1)
  ) async -> ForeignChange? {
    var watch = RevertWatch(entry.changes, writtenAt: now())
    var rest = time
    while true {
      for change in entry.changes {
        let live: JSONValue?
        do throws(KubernetesError) {
          live = try await access.read(change.reference, apiVersion: change.apiVersion)
        } catch {
          guard error.isNotFound else { continue }
          live = nil
        }
        if let foreign = watch.look(at: live, of: change.reference, now: now()) { return foreign }
      }
      guard rest > .zero, (try? await clock.sleep(for: min(rest, interval))) != nil else { return nil }
      rest -= interval
    }
  }
}
