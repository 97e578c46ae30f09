import Changes
import Collector
import Foundation
import MeshModel
import Texts
import TrafficConfig

/// Drives a canary: looks at the mesh for it and makes its writes by the change pipeline.
public struct CanaryDrive: Sendable {
  private let session: MeshSession
  private let pipeline: ChangePipeline
  private let apiVersion: String

  /// - Parameter apiVersion: for objects that are created.
  public init(session: MeshSession, pipeline: ChangePipeline, apiVersion: String) {
    self.session = session
    self.pipeline = pipeline
    self.apiVersion = apiVersion
  }

  /// What a weight change of a canary writes, on a look at the mesh.
  public func plan(_ write: CanaryWrite, in update: MeshUpdate) throws(ChangeRefusal) -> ChangePlan {
    try write.plan(
      in: update.configuration, observed: update.snapshot.observedVersions(of: write.request.service),
      apiVersion: apiVersion)
  }

  /// Runs a canary to its end.
  ///
  /// - Parameters:
  ///   - update: the newest look, on which the first step is planned.
  ///   - commands: what the operator wants meanwhile.
  ///   - report: gets the news in order.
  public func run(
    _ canary: Canary, from update: MeshUpdate, commands: AsyncStream<CanaryEvent>,
    report: @Sendable (CanaryNews) -> Void
  ) async -> CanaryOutcome {
    enum Input: Sendable {
      case update(MeshUpdate)
      case command(CanaryEvent)
    }
    let (inputs, continuation) = AsyncStream.makeStream(of: Input.self)
    let looking = Task { [collector = session.collector] in
      for await update in await collector.updates() { continuation.yield(.update(update)) }
      continuation.finish()
    }
    let listening = Task { for await command in commands { continuation.yield(.command(command)) } }
    defer {
      looking.cancel()
      listening.cancel()
    }
    var canary = canary
    var newest = update
    var actions = canary.begin()
    if let outcome = await perform(&actions, &canary, newest, report) { return outcome }
    for await input in inputs {
      switch input {
      case .update(let update):
        // What came while a write was made is older than it: the canary tells by the objects' versions.
        newest = update
        actions = canary.handle(.looked(update.snapshot, update.configuration))
      case .command(let command): actions = canary.handle(command)
      }
      if let outcome = await perform(&actions, &canary, newest, report) { return outcome }
    }
    return .failed(tr("The collection ended before the canary did; the weights stay as they are."))
  }

  private func perform(
    _ actions: inout [CanaryAction], _ canary: inout Canary, _ update: MeshUpdate, _ report: (CanaryNews) -> Void
  ) async -> CanaryOutcome? {
    while !actions.isEmpty {
      switch actions.removeFirst() {
      case .tell(let news): report(news)
      case .finish(let outcome): return outcome
      case .write(let write): actions += canary.handle(await self.write(write, update))
      }
    }
    return nil
  }

  private func write(_ write: CanaryWrite, _ update: MeshUpdate) async -> CanaryEvent {
    let plan: ChangePlan
    do throws(ChangeRefusal) {
      plan = try self.plan(write, in: update)
    } catch {
      return .writeFailed(error.text, canRetry: false)
    }
    if plan.isEmpty { return .written([], at: Date().timeIntervalSince1970) }
    let check = await pipeline.dryRun(plan)
    if let refusal = check.refusal {
      let isStale = check.steps.contains { if case .conflict = $0.outcome { true } else { false } }
      return .writeFailed(refusal, canRetry: isStale)
    }
    do throws(ChangeFailure) {
      let entry = try await pipeline.apply(plan) { _ in }
      return .written(entry.changes, at: Date().timeIntervalSince1970)
    } catch {
      if case .changedSince = error { return .writeFailed(error.operatorText, canRetry: true) }
      return .writeFailed(error.operatorText, canRetry: false)
    }
  }
}
