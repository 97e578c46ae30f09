import Cells
import Testing

@testable import Dashboard

@Suite("Choosing contexts and namespaces") struct ChoiceTests {
  private static func switched(_ effects: [DashboardEffect]) -> String? {
    effects.lazy.compactMap { if case .switchContext(let name) = $0 { name } else { nil } }.first
  }

  /// The namespaces of the first effect that is about them, `all` for all.
  private static func looked(_ effects: [DashboardEffect]) -> String? {
    for case .setNamespaces(let namespaces) in effects { return namespaces?.joined(separator: " ") ?? "all" }
    return nil
  }

  @Test("X lists the contexts, typing narrows them, Enter leaves for one")
  func contexts() {
    var stage = Stage()
    stage.type("X")
    #expect(stage.effects.contains { if case .listContexts = $0 { true } else { false } })
    stage.send(.choices(.contexts, ["prod-eu", "prod-us", "staging"], note: nil))
    #expect(stage.text.contains("▸ prod-eu  shown now"))
    stage.type("us")
    #expect(!stage.text.contains("staging"))
    stage.press(.enter)
    #expect(Self.switched(stage.effects) == "prod-us")
    #expect(stage.state.screens.isEmpty)
  }

  @Test("The context that is shown already is not left")
  func sameContext() {
    var stage = Stage()
    stage.type("X")
    stage.send(.choices(.contexts, ["prod-eu", "staging"], note: nil))
    stage.press(.enter)
    #expect(Self.switched(stage.effects) == nil && stage.state.screens.isEmpty)
  }

  @Test("Nothing of one mesh stays in another")
  func dropped() {
    var stage = Stage()
    stage.press(.character("?"))
    stage.send(.context(DashboardContext(name: "prod-us", namespaces: ["default"])))
    #expect(stage.state.live == nil && stage.state.screens.isEmpty && stage.state.connection == .connecting)
    #expect(stage.text.contains("Connecting to prod-us"))
  }

  @Test("Where all namespaces are refused, one is asked for, once")
  func refused() {
    var stage = Stage(context: DashboardContext(name: "prod-eu"), bookinfo: nil)
    stage.send(.connection(.failing(.forbidden, message: "Not allowed to list pods.")))
    #expect(stage.effects.contains { if case .listNamespaces = $0 { true } else { false } })
    stage.send(.choices(.namespaces, [], note: "Namespaces cannot be listed here: type the name of one."))
    #expect(stage.text.contains("type the name of one"))
    stage.type("shop")
    #expect(stage.text.contains("shop  as typed"))
    stage.press(.enter)
    #expect(Self.looked(stage.effects) == "shop")
    stage.send(.connection(.failing(.forbidden, message: "Not allowed to list pods.")))
    #expect(stage.state.screens.isEmpty)
  }

  @Test("All namespaces stand first where they may be seen")
  func everything() {
    var stage = Stage()
    stage.press(.control("n"))
    stage.send(.choices(.namespaces, ["default", "shop"], note: nil))
    stage.press(.up)
    stage.press(.enter)
    #expect(Self.looked(stage.effects) == "all")
  }

  @Test("What may not be written in a namespace is told with the reason")
  func refusals() {
    var context = DashboardContext(name: "prod-eu", namespaces: ["default", "shop"])
    context.refusals = [
      WriteRefusal(kind: "VirtualService", namespace: "shop", reason: "ann may not update virtualservices in shop."),
      WriteRefusal(kind: "DestinationRule", namespace: nil, reason: "ann may not update destinationrules."),
    ]
    #expect(context.writeObstacle(in: "default") == nil)
    #expect(context.writeObstacle(in: "shop") == "ann may not update virtualservices in shop.")
    #expect(context.writeObstacle(["DestinationRule"], in: "default") == "ann may not update destinationrules.")
    context.readOnlyReason = "Started with --read-only."
    #expect(context.writeObstacle(in: "default") == "Started with --read-only.")
  }
}
