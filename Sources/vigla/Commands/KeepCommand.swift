import App
import ArgumentParser
import Changes
import Collector
import Foundation
import Settings
import TrafficConfig

/// `vigla keep`: ends overdue edits without a screen.
struct KeepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keep", abstract: "Put back what edits with --expire replaced, when their time is over.",
    discussion: """
      Istio ends nothing by itself. This watches the objects and ends each overdue edit as `vigla reset --overdue` would: \
      on the newest state, checked by the server, locked, noted for `vigla undo`. One line on stdout for each. An edit \
      whose values somebody changed since is left alone, and said. Runs until SIGINT or SIGTERM.

      Examples:
        vigla keep -A
        vigla keep --once -n shop
      """)

  @Flag(help: "Look once and end: 5 if an overdue edit could not be put back.") var once = false
  @Option(help: ArgumentHelp("The time between two looks at the clock.", valueName: "time")) var interval = Seconds(10)

  @Option(help: ArgumentHelp("Needed where the context is protected: its name.", valueName: "context"))
  var confirm: String?

  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let signals = SignalStream()
    let session = try connection.session.open()
    defer { try? runBlocking { await session.close() } }
    guard let pipeline = session.pipeline else {
      throw Failure("There is no Kubernetes behind --endpoints, so there is nothing to keep.", code: Exits.usage)
    }
    if let reason = session.readOnlyReason { throw Failure(reason, code: Exits.refused) }
    if try !Confirmation(yes: true, confirm: confirm).isGranted(in: session), let context = session.protectedContext {
      throw Failure(
        "The context \(context) is protected by \(connection.settings.paths.configFile): give --confirm \(context) to keep it.",
        code: Exits.refused)
    }
    if once {
      let isClean = try runBlocking { try await Self.once(session, pipeline) }
      if !isClean { throw Exits.refused }
      return
    }
    let place = session.namespaces.map { $0.joined(separator: ", ") } ?? "all namespaces"
    Exits.complain("Keeping \(place) in \(session.name); end with Ctrl-C.")
    let number = try runBlocking { [interval] in await Self.keep(session, pipeline, signals, every: interval.value) }
    throw ExitCode(128 + number)
  }

  private static func once(_ session: MeshSession, _ pipeline: ChangePipeline) async throws -> Bool {
    var keeper = ExpiryKeeper(pipeline: pipeline)
    let configuration = try await session.inventory().configuration
    let news = await keeper.round(configuration, now: Date().timeIntervalSince1970)
    news.forEach(log)
    return news.allSatisfy { if case .restored = $0 { true } else { false } }
  }

  private enum Input: Sendable {
    case inventory(MeshInventory)
    case tick
    case signal(Int32)
  }

  /// - Returns: the signal that ended it.
  private static func keep(
    _ session: MeshSession, _ pipeline: ChangePipeline, _ signals: SignalStream, every interval: Double
  ) async -> Int32 {
    let (inputs, continuation) = AsyncStream.makeStream(of: Input.self)
    let tasks = [
      Task { for await inventory in session.inventories() { continuation.yield(.inventory(inventory)) } },
      Task { for await number in signals.signals { continuation.yield(.signal(number)) } },
      Task {
        while (try? await Task.sleep(for: .seconds(interval))) != nil { continuation.yield(.tick) }
      },
    ]
    defer { for task in tasks { task.cancel() } }
    var keeper = ExpiryKeeper(pipeline: pipeline)
    var newest: MeshInventory?
    var problem: String?
    for await input in inputs {
      switch input {
      case .signal(let number): return number
      case .inventory(let inventory): newest = inventory
      case .tick: break
      }
      guard let newest else { continue }
      if newest.controlPlaneProblem?.text != problem {
        problem = newest.controlPlaneProblem?.text
        line(problem ?? "The API answers again.")
      }
      for news in await keeper.round(newest.configuration, now: Date().timeIntervalSince1970) { log(news) }
    }
    return SIGTERM
  }

  private static func log(_ news: ExpiryKeeper.News) {
    switch news {
    case .restored(let edit, let entry):
      line(
        "restored \(edit.object): ended \(edit.what), set by \(edit.author) until \(Timestamp.text(edit.until)); "
          + "undo with `vigla undo \(entry.id)`")
    case .refused(let edit, let why): line("NOT restored \(edit.object): \(edit.what): \(why)")
    }
  }

  private static func line(_ text: String) {
    print("\(Timestamp.text(Date().timeIntervalSince1970)) \(text)")
    fflush(nil)
  }
}
