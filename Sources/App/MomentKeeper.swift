import Collector
import Dashboard
import Recording
import Texts

/// Turns looks at the mesh into what the dashboard keeps to go back to, and into the recording if one is made.
///
/// Of a mesh so large that this would take more than a small part of the time, it keeps fewer moments.
final class MomentKeeper {
  /// The most that keeping may take, as a part of all time.
  private static let share = 0.05

  private let encoder = MomentEncoder()
  private let times: Times
  private var writer: RecordingWriter?
  private var nextAt = 0.0

  /// - Parameter writer: where the moments are written besides; nil for none.
  init(writer: RecordingWriter?, times: Times) {
    self.writer = writer
    self.times = times
  }

  /// What the dashboard is to be told about a look at the mesh.
  func keep(_ update: MeshUpdate) -> [DashboardEvent] {
    let start = times.monotonic()
    guard start >= nextAt else { return [] }
    do {
      let moment = try encoder.encode(
        MeshMoment(snapshot: update.snapshot, configuration: update.configuration))
      let events = [DashboardEvent.kept(moment)] + record(moment)
      let end = times.monotonic()
      nextAt = end + (end - start) / Self.share
      return events
    } catch {
      return [.message(.error, tr("This look at the mesh cannot be kept: \(String(describing: error))"))]
    }
  }

  /// After a failure nothing more is written: the file would have a gap.
  private func record(_ moment: EncodedMoment) -> [DashboardEvent] {
    guard let writer else { return [] }
    do throws(RecordingError) {
      try writer.append(moment)
      return []
    } catch {
      self.writer = nil
      return [.message(.error, tr("Recording has ended. \(error)"))]
    }
  }
}
