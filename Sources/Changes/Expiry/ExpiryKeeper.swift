import MeshModel
import TrafficConfig

/// Ends edits whose time is over, by the change pipeline: each on the newest state, dry run, locked, journalled.
public struct ExpiryKeeper: Sendable {
  /// What became of an edit.
  public enum News: Sendable, Hashable {
    /// What was before is back.
    case restored(ExpiringEdit, JournalEntry)
    /// It was not put back, and why; said once for each reason.
    case refused(ExpiringEdit, String)
  }

  private let pipeline: ChangePipeline
  /// The version of the object that an edit was ended on: a look that still has it lags.
  private var done: [ExpiringEdit: String] = [:]
  private var told: [ExpiringEdit: String] = [:]

  public init(pipeline: ChangePipeline) { self.pipeline = pipeline }

  /// Ends what is overdue, the earliest first.
  ///
  /// - Parameters:
  ///   - configuration: the newest look.
  ///   - now: seconds since 1970.
  /// - Returns: what happened; empty if nothing is overdue, or nothing new is to be said.
  public mutating func round(_ configuration: MeshConfiguration, now: Double) async -> [News] {
    var current = configuration
    var news: [News] = []
    for edit in configuration.overdueEdits(at: now) {
      let object = current.virtualService(namespace: edit.object.namespace, name: edit.object.name)
      let version = ObjectContent.version(object?.document)
      if let version, done[edit] == version { continue }
      switch await end(edit, in: current) {
      case .success(let entry):
        done[edit] = version
        told[edit] = nil
        current = current.replacing(virtualServices: Self.objects(current.virtualServices, after: entry))
        news.append(.restored(edit, entry))
      case .failure(let problem):
        if told.updateValue(problem.text, forKey: edit) != problem.text { news.append(.refused(edit, problem.text)) }
      }
    }
    return news
  }

  private struct Problem: Error {
    var text: String
  }

  private func end(_ edit: ExpiringEdit, in configuration: MeshConfiguration) async -> Result<JournalEntry, Problem> {
    let plan: ChangePlan
    do throws(ChangeRefusal) {
      plan = try ExpiryRestoration.plan(edit, in: configuration)
    } catch {
      return .failure(Problem(text: error.text))
    }
    if let refusal = await pipeline.dryRun(plan).refusal { return .failure(Problem(text: refusal)) }
    do throws(ChangeFailure) {
      return .success(try await pipeline.apply(plan) { _ in })
    } catch {
      return .failure(Problem(text: error.operatorText))
    }
  }

  /// The objects as the change left them, so that another edit of the same object goes on from there.
  private static func objects(_ objects: [VirtualService], after entry: JournalEntry) -> [VirtualService] {
    var result = objects
    for change in entry.changes {
      result.removeAll { $0.reference == change.reference }
      if let document = change.after { result.append(VirtualService(document: document)) }
    }
    return result
  }
}
