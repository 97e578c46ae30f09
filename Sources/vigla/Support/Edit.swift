import App
import Changes
import Collector
import Documents
import Foundation
import MeshModel
import Settings
import TrafficConfig

/// What every edit does from the command line: plan, show, dry run, ask, apply.
struct Edit {
  var connection: ConnectionOptions
  var edit: EditOptions

  /// Makes a plan from one look at the mesh and carries it out.
  ///
  /// - Parameter plan: gets the look and the API version to write new objects in.
  func run(in namespace: String, plan: @escaping (MeshUpdate, String) throws -> ChangePlan) throws {
    var options = connection.session
    options.namespaces = [namespace]
    options.allNamespaces = false
    let session = try open(options)
    defer { try? runBlocking { await session.close() } }
    let (update, version) = try runBlocking {
      (try await session.glance(), try await session.networkingVersion())
    }
    try carryOut(try plan(update, version), session: session)
  }

  /// Opens a session that can write.
  func open(_ options: SessionOptions) throws -> MeshSession {
    let session = try options.open()
    if let reason = session.readOnlyReason, edit.dryRun == .none {
      throw Failure(reason, code: options.endpoints == nil ? Exits.refused : Exits.usage)
    }
    return session
  }

  /// Shows a plan, has it checked, asks, and writes it.
  func carryOut(_ plan: ChangePlan, session: MeshSession) throws {
    guard let pipeline = session.pipeline else {
      throw Failure("There is no Kubernetes behind --endpoints, so there is nothing to write to.", code: Exits.usage)
    }
    guard try isConfirmed(plan, session: session, pipeline: pipeline) else { return }
    let entry = try runBlocking { try await pipeline.apply(plan) { Exits.complain($0.line) } }
    for change in entry.changes { printObject(change.after) }
    Exits.complain("Written. `vigla undo \(entry.id)` puts it back.")
    guard let watch = edit.watch else { return }
    Exits.complain("Looking for \(watch.defaultValueDescription) whether somebody else changes it.")
    let foreign = try runBlocking { await pipeline.watch(entry, for: .seconds(watch.value)) }
    if let foreign { throw Failure(foreign.text, code: Exits.refused) }
    Exits.complain("Nobody did.")
  }

  /// Shows a plan, has it checked and asks.
  ///
  /// - Returns: whether it is to be written; false if there is nothing to write, or it was only to be looked at.
  /// - Throws: what speaks against it, and that the user said no.
  func isConfirmed(_ plan: ChangePlan, session: MeshSession, pipeline: ChangePipeline) throws -> Bool {
    show(plan)
    if plan.isEmpty {
      Exits.complain("Nothing to do: it is so already.")
      return false
    }
    if plan.hasErrors { throw Failure("Not written: see the errors above.", code: Exits.refused) }
    if edit.dryRun == .client {
      for change in plan.changes { printObject(change.after) }
      return false
    }
    let report = try runBlocking { await pipeline.dryRun(plan) }
    for warning in report.warnings { Exits.complain("warning: \(warning)") }
    if let refusal = report.refusal {
      throw Failure(
        "Not written: the API server refuses it. \(refusal)", code: report.isForbidden ? Exits.forbidden : Exits.refused
      )
    }
    Exits.complain("server dry run: accepted")
    if edit.dryRun == .server {
      for change in plan.changes { printObject(change.after) }
      return false
    }
    try Confirmation(yes: edit.yes, confirm: edit.confirm).ask(for: plan, in: session)
    return true
  }

  private func show(_ plan: ChangePlan) {
    Exits.complain(plan.sentence)
    for change in plan.changes {
      if edit.output == .diff {
        print(change.unifiedDiff, terminator: "")
      } else if !edit.yes, edit.confirm == nil, edit.dryRun == .none {
        // What is asked about must be seen; stdout is for the object.
        Exits.complain(change.unifiedDiff)
      }
    }
    for finding in plan.findings {
      Exits.complain("\(finding.level.rawValue) \(finding.code) \(finding.object) \(finding.path): \(finding.message)")
    }
    for notice in plan.notices { Exits.complain("note: \(notice)") }
  }

  /// Prints an object as it would be, or as it is after the write, without what only the server writes; with the diff
  /// format and for a deletion, nothing.
  private func printObject(_ document: JSONValue?) {
    guard let document = document.map(ObjectChange.withoutServerFields) else { return }
    switch edit.output {
    case .diff: break
    case .yaml: print("---\n" + YAMLText.emit(document), terminator: "")
    case .json: print(document.serialized(pretty: true))
    }
  }
}

extension ChangeProgress {
  /// The news in one line.
  fileprivate var line: String {
    switch self {
    case .step(let number, let count, let text): "[\(number)/\(count)] \(text)"
    case .wrote(let reference, let version):
      version.isEmpty ? "deleted \(reference)" : "wrote \(reference) (resourceVersion \(version))"
    case .warned(let text): "warning: \(text)"
    case .waiting(let text): "waiting: \(text)"
    case .done(let text): text
    case .unproven(let text): "not proven: \(text)"
    case .failed(let text): "failed: \(text)"
    }
  }
}
