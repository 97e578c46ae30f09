import Dashboard
import DemoMesh
import Foundation
import Settings
import Testing

@testable import App

/// The dashboard's way from one context to another, on a demo that has two.
@Suite(.timeLimit(.minutes(10))) struct ContextSwitchTests {
  /// Reads events until one is as wanted, and gives it.
  private static func wait<Found>(
    _ queue: EventQueue, _ wakes: AsyncStream<Void>, for take: (DashboardEvent) -> Found?
  ) async -> Found? {
    var iterator = wakes.makeAsyncIterator()
    while true {
      for event in queue.drain() {
        if let found = take(event) { return found }
      }
      if await iterator.next() == nil { return nil }
    }
  }

  /// What an earlier session may have left.
  private static func layout(context: String, namespaces: [String]?) throws -> KeptLayout {
    let names = namespaces.map { $0.map { "\"\($0)\"" }.joined(separator: ",") }
    let text =
      "{\"version\":1,\"context\":\"\(context)\",\"namespaces\":\(names.map { "[\($0)]" } ?? "null"),\"drawings\":[]}"
    return try #require(KeptLayout(text: text))
  }

  @Test func `Another context brings its own session, rights and reasons`() async throws {
    let demo = try await Demo.start(DemoOptions(rate: 20))
    let state = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-app-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: state) }
    let environment = ["XDG_STATE_HOME": state, "XDG_CONFIG_HOME": state, "HOME": state]
    var options = SessionOptions()
    options.kubeconfig = demo.kubeconfigPath
    let paths = XDGPaths(environment: environment)
    let session = try MeshSession.open(options, settings: Configuration(), paths: paths, environment: environment)
    let keeper = SessionKeeper(
      session: session, options: options, settings: Configuration(), paths: paths, environment: environment)
    #expect(try keeper.contexts().sorted() == ["vigla-demo", "vigla-demo-viewer"])

    let (wakes, ring) = AsyncStream.makeStream(of: Void.self)
    let queue = EventQueue(wake: { ring.yield() })
    let runner = EffectRunner(
      keeper: keeper, queue: queue, tourMark: paths.tourMark, layouts: LayoutStore(paths), recording: nil)
    runner.start(DashboardContext(session))
    let first = await Self.wait(queue, wakes) { if case .mesh(let view) = $0 { view } else { nil } }
    #expect(first?.configuration.services.isEmpty == false)

    let namespace = DashboardContext(session).namespaces
    try LayoutStore(paths).write(try Self.layout(context: "vigla-demo-viewer", namespaces: namespace))
    runner.run(.switchContext("vigla-demo-viewer"))
    let recalled = await Self.wait(queue, wakes) { if case .recalled(let layout) = $0 { layout } else { nil } }
    #expect(recalled?.context == "vigla-demo-viewer" && recalled?.namespaces == namespace)
    let reason = await Self.wait(queue, wakes) { event -> String? in
      if case .context(let context) = event, context.name == "vigla-demo-viewer" { context.readOnlyReason } else { nil }
    }
    #expect(reason == "demo-viewer may not update virtualservices in default.")
    #expect(keeper.session.name == "vigla-demo-viewer")
    let second = await Self.wait(queue, wakes) { if case .mesh(let view) = $0 { view } else { nil } }
    #expect(second?.configuration.services.isEmpty == false)

    runner.run(.setNamespaces(["istio-system"]))
    let namespaces = await Self.wait(queue, wakes) { event -> [String]? in
      if case .context(let context) = event { context.namespaces } else { nil }
    }
    #expect(namespaces == ["istio-system"])

    runner.run(.switchContext("nowhere"))
    let message = await Self.wait(queue, wakes) { event -> String? in
      if case .message(.error, let text) = event { text } else { nil }
    }
    #expect(message?.contains("nowhere") == true)
    #expect(keeper.session.name == "vigla-demo-viewer")
    runner.stop()
    await keeper.session.close()
    await demo.stop()
  }
}
