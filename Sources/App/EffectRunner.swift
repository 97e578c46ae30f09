import Changes
import Collector
import Dashboard
import Foundation
import Kubernetes
import MeshModel
import Recording
import Settings
import Synchronization
import Texts
import TrafficConfig

/// Does what the dashboard asks for, in tasks that report back through the event queue.
final class EffectRunner: Sendable {
  private let keeper: SessionKeeper
  private let queue: EventQueue
  /// What follows the session that the dashboard is on.
  private let following = Mutex<[Task<Void, Never>]>([])
  private let tourMark: String
  private let layouts: LayoutStore
  /// Until the first session takes it.
  private let recording: Mutex<RecordingWriter?>
  private let isRecording: Bool
  /// The way to the canary that runs.
  private let canaryCommands = Mutex<AsyncStream<CanaryEvent>.Continuation?>(nil)

  /// - Parameters:
  ///   - tourMark: the file that tells that the tour was seen.
  ///   - recording: where the looks at this first mesh are written, too; nil for nowhere.
  init(
    keeper: SessionKeeper, queue: EventQueue, tourMark: String, layouts: LayoutStore, recording: RecordingWriter?
  ) {
    self.layouts = layouts
    self.keeper = keeper
    self.queue = queue
    self.tourMark = tourMark
    isRecording = recording != nil
    self.recording = Mutex(recording)
  }

  private var session: MeshSession { keeper.session }

  /// Begins to collect and to ask what may be done.
  func start(_ context: DashboardContext) {
    let session = session
    let tasks = [Task { await self.collect(session) }, Task { await self.learnContext(context, session) }]
    following.withLock { $0 += tasks }
  }

  /// Ends what `start` began.
  func stop() {
    for task in following.withLock({ $0 }) { task.cancel() }
  }

  /// Leaves the mesh that the dashboard is on for that of another context. Nothing of the old one is posted after the new
  /// context is.
  private func change(toContext name: String) async {
    do {
      await leave(try keeper.change(toContext: name))
    } catch {
      queue.post(.message(.error, tr("The context \(name) cannot be used: \(Self.text(error))")))
    }
  }

  /// Reads the traffic of the same mesh from elsewhere.
  private func change(toSource source: TrafficSourceChoice) async {
    do {
      await leave(try keeper.change(toSource: source))
      await session.collector.setOptions(session.collecting)
      await session.collector.attend(to: keeper.attention)
      queue.post(.message(.info, tr("Traffic is read from \(source.words) now.")))
    } catch {
      queue.post(.message(.error, tr("Traffic cannot be read from \(source.words): \(Self.text(error))")))
    }
  }

  /// Ends what follows a session that was left, and follows the one in its place.
  private func leave(_ old: MeshSession) async {
    let tasks = following.withLock { tasks in
      defer { tasks = [] }
      return tasks
    }
    for task in tasks { task.cancel() }
    await old.close()
    for task in tasks { await task.value }
    let context = DashboardContext(session)
    post(context)
    start(context)
  }

  /// Looks at other namespaces of the same mesh; nil means all.
  private func look(at namespaces: [String]?) async {
    keeper.collect { $0.namespaces = namespaces }
    let session = session
    let context = DashboardContext(session)
    post(context)
    await session.collector.setOptions(session.collecting)
    await learnContext(context, session)
  }

  /// Tells the dashboard where it is now, and where cards stood there before.
  private func post(_ context: DashboardContext) {
    do throws(LayoutStore.Problem) {
      if let layout = try layouts.read(context: context.name, namespaces: context.namespaces) {
        queue.post(.context(context), .recalled(layout))
      } else {
        queue.post(.context(context))
      }
    } catch {
      queue.post(.context(context), .message(.warning, error.description))
    }
  }

  private func listNamespaces() async {
    do {
      queue.post(.choices(.namespaces, try await session.readableNamespaces(), note: nil))
    } catch {
      queue.post(
        .choices(
          .namespaces, [], note: tr("Namespaces cannot be listed here: type the name of one. \(Self.text(error))")))
    }
  }

  private static func text(_ error: any Error) -> String {
    (error as? KubernetesError)?.operatorText ?? String(describing: error)
  }

  private func collect(_ session: MeshSession) async {
    // A recording is of one mesh: it ends with the first session.
    let writer = recording.withLock { writer in
      defer { writer = nil }
      return writer
    }
    let moments = MomentKeeper(writer: writer, times: .system)
    for await update in await session.collector.updates() {
      queue.post(
        .connection(ConnectionState(update.snapshot)),
        .mesh(
          MeshView(
            snapshot: update.snapshot, configuration: update.configuration, namespaces: update.namespaces)))
      for event in moments.keep(update) { queue.post(event) }
    }
    guard let writer else { return }
    writer.close()
    queue.post(.message(.info, tr("Recording has ended: it is of \(session.name) alone.")))
  }

  /// Asks the server once what the user may do and which API version it serves, and tells the dashboard.
  private func learnContext(_ context: DashboardContext, _ session: MeshSession) async {
    guard let client = session.client else { return }
    var context = context
    if let served = try? await client.discoverIstioVersions(), let version = served.first {
      context.networkingVersion = "networking.istio.io/\(version)"
    }
    if context.readOnlyReason == nil {
      let survey = RightsSurvey(client: client, namespaces: session.namespaces, controlPlanes: [])
      if let rights = try? await survey.rights(Need.writes) {
        context.readOnlyReason = rights.readOnlyReason
        context.refusals = rights.refusedWrites.map {
          WriteRefusal(kind: $0.kind.kind, namespace: $0.namespace, reason: $0.reason)
        }
      }
    }
    // What was learnt for other namespaces than those that are looked at by now is out of date.
    guard !Task.isCancelled, keeper.session.namespaces == context.namespaces else { return }
    queue.post(.context(context))
  }

  /// Starts the work for an effect that is not about the terminal.
  func run(_ effect: DashboardEffect) {
    switch effect {
    case .refreshNow:
      Task { [session] in await session.collector.refreshNow() }
    case .inspectProxy(let id):
      Task { [session] in await session.collector.inspect(id) }
    case .attend(let attention):
      // A recording is for questions that nobody has asked yet.
      guard !isRecording else { return }
      keeper.attend(to: attention)
      Task { [keeper] in await keeper.session.collector.attend(to: keeper.attention) }
    case .setOptions(let view):
      collect { options in
        options.graphType = view.graphType
        options.refresh = view.refresh
        options.window = view.window
        options.includeIdle = view.showsIdle
      }
    case .readEvents(let request):
      Task { [session, queue] in queue.post(.objectEvents(request, await session.events(request))) }
    case .readLog(let request):
      Task { [session, queue] in queue.post(.podLog(request, await session.log(request))) }
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
    case .startCanary(let canary, let apiVersion): start(canary, apiVersion: apiVersion)
    case .tellCanary(let command): _ = canaryCommands.withLock { $0?.yield(command) }
    case .planUndo(let id):
      withPipeline { pipeline, queue in
        do throws(ChangeFailure) {
          queue.post(.undoPlanned(try await pipeline.undoPlan(id)))
        } catch {
          queue.post(.undoRefused(message: error.operatorText))
        }
      }
    case .listContexts:
      do throws(KubeconfigError) {
        queue.post(.choices(.contexts, try keeper.contexts(), note: nil))
      } catch {
        queue.post(.choices(.contexts, [], note: "\(error)"))
      }
    case .switchContext(let name):
      Task { await self.change(toContext: name) }
    case .readFrom(let source):
      Task { await self.change(toSource: source) }
    case .listNamespaces:
      Task { await self.listNamespaces() }
    case .setNamespaces(let namespaces):
      Task { await self.look(at: namespaces) }
    case .lookEverywhere:
      guard let client = session.client else { return }
      Task { [queue] in
        for await inventory in KubernetesMeshSource(client: client).inventory(namespaces: nil) {
          if let problem = inventory.controlPlaneProblem {
            queue.post(.message(.warning, tr("Gateways of other namespaces are not seen: \(problem.text)")))
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
    case .endTour:
      // Without the mark the tour comes again: no harm, and nothing to tell.
      _ = FileManager.default.createFile(atPath: tourMark, contents: Data())
    case .keepLayout(let layout):
      Task { [layouts, queue] in
        do {
          try layouts.write(layout)
        } catch {
          queue.post(.message(.warning, "\(error)"))
        }
      }
    case .quit, .suspend, .repaint, .edit, .logIn, .showTheme, .keepTheme, .copy:
      break
    }
  }

  /// Changes what is collected; changes that come quickly keep their order.
  private func collect(_ change: (inout CollectorOptions) -> Void) {
    keeper.collect(change)
    Task { [self] in
      let session = session
      await session.collector.setOptions(session.collecting)
    }
  }

  private func start(_ canary: Canary, apiVersion: String) {
    guard let pipeline = session.pipeline else {
      queue.post(.canaryEnded(.failed(session.readOnlyReason ?? tr("Nothing can be written here."))))
      return
    }
    let (commands, continuation) = AsyncStream.makeStream(of: CanaryEvent.self)
    canaryCommands.withLock { $0 = continuation }
    Task { [session, queue] in
      let drive = CanaryDrive(session: session, pipeline: pipeline, apiVersion: apiVersion)
      for await newest in await session.collector.updates() {
        let outcome = await drive.run(canary, from: newest, commands: commands) { queue.post(.canaryNews($0)) }
        queue.post(.canaryEnded(outcome))
        return
      }
      queue.post(.canaryEnded(.failed(tr("Nothing was changed: the collection has ended."))))
    }
  }

  private func withPipeline(_ work: @escaping @Sendable (ChangePipeline, EventQueue) async -> Void) {
    guard let pipeline = session.pipeline else {
      queue.post(.message(.error, session.readOnlyReason ?? tr("Nothing can be written here.")))
      return
    }
    Task { [queue] in await work(pipeline, queue) }
  }
}
