import Changes
import Collector
import Dashboard
import Kubernetes
import MeshModel
import TrafficConfig

/// Does what the dashboard asks for, in tasks that report back through the event queue.
final class EffectRunner: Sendable {
  private let session: MeshSession
  private let queue: EventQueue
  private let layouts: LayoutStore

  init(session: MeshSession, queue: EventQueue, layouts: LayoutStore) {
    self.layouts = layouts
    self.session = session
    self.queue = queue
  }

  /// Begins to collect; each look at the mesh becomes an event. Ends when the task is cancelled.
  func collect() async {
    for await update in await session.collector.updates() {
      queue.post(
        .connection(ConnectionState(update.snapshot)),
        .mesh(MeshView(snapshot: update.snapshot, configuration: update.configuration)))
    }
  }

  /// Asks the server once what the user may do and which API version it serves, and tells the dashboard.
  func learnContext(_ context: DashboardContext) async {
    guard let client = session.client else { return }
    var context = context
    if let served = try? await client.discoverIstioVersions(), let version = served.first {
      context.networkingVersion = "networking.istio.io/\(version)"
    }
    if context.readOnlyReason == nil {
      for namespace in session.namespaces.map({ $0.map(Optional.some) }) ?? [nil] {
        let mayWrite = try? await client.accessReview(
          verb: "update", kind: .virtualServices, namespace: namespace)
        if mayWrite == false {
          context.readOnlyReason =
            "\(client.connection.userName) may not update virtualservices in \(namespace ?? "all namespaces")."
        }
      }
    }
    queue.post(.context(context))
  }

  /// Starts the work for an effect that is not about the terminal.
  func run(_ effect: DashboardEffect) {
    switch effect {
    case .refreshNow:
      Task { [session] in await session.collector.refreshNow() }
    case .inspectProxy(let id):
      Task { [session] in await session.collector.inspect(id) }
    case .setOptions(let view):
      var collecting = session.collecting
      collecting.graphType = view.graphType
      collecting.refresh = view.refresh
      collecting.window = view.window
      collecting.includeIdle = view.showsIdle
      Task { [session, collecting] in await session.collector.setOptions(collecting) }
    case .dryRun(let plan):
      withPipeline { pipeline, queue in queue.post(.dryRun(await pipeline.dryRun(plan))) }
    case .apply(let plan):
      withPipeline { pipeline, queue in
        do throws(ChangeFailure) {
          let entry = try await pipeline.apply(plan) { queue.post(.progress($0)) }
          queue.post(.changeFinished(entry))
        } catch {
          queue.post(.changeFailed(planID: plan.id, message: error.operatorText))
        }
      }
    case .planUndo(let id):
      withPipeline { pipeline, queue in
        do throws(ChangeFailure) {
          queue.post(.undoPlanned(try await pipeline.undoPlan(id)))
        } catch {
          queue.post(.undoRefused(message: error.operatorText))
        }
      }
    case .lookEverywhere:
      guard let client = session.client else { return }
      Task { [queue] in
        for await inventory in KubernetesMeshSource(client: client).inventory(namespaces: nil) {
          if let problem = inventory.controlPlaneProblem {
            queue.post(.message(.warning, "Gateways of other namespaces are not seen: \(problem.text)"))
          } else {
            queue.post(.everywhere(inventory.configuration))
          }
          break
        }
      }
    case .readJournal:
      Task { [session, queue] in
        do throws(JournalError) {
          queue.post(.journal(try session.journal.entries()))
        } catch {
          queue.post(.journalFailed(message: error.description))
        }
      }
    case .keepLayout(let layout):
      Task { [layouts, queue] in
        do {
          try layouts.write(layout)
        } catch {
          queue.post(.message(.warning, "\(error)"))
        }
      }
    case .quit, .suspend, .repaint, .edit:
      break
    }
  }

  private func withPipeline(_ work: @escaping @Sendable (ChangePipeline, EventQueue) async -> Void) {
    guard let pipeline = session.pipeline else {
      queue.post(.message(.error, session.readOnlyReason ?? "Nothing can be written here."))
      return
    }
    Task { [queue] in await work(pipeline, queue) }
  }
}
