import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

/// Going from screen to screen, and what keys do on them.
@Suite("Screens") struct PlacesTests {
  private func stage(namespaces: [String]? = nil) -> Stage { ScreenObjects.stage(namespaces: namespaces) }

  private func names(_ stage: Stage) -> [String] { stage.state.screens.map(\.placeName) }

  @Test("number keys lead from any screen to any other, 2 to the graph", arguments: TableKind.allCases)
  func numbers(kind: TableKind) {
    var stage = stage()
    for key in "13456" {
      stage.type(String(key))
      stage.type(String(ScreenLookTests.key(kind)))
      #expect(stage.state.frontTable == kind)
      stage.type("2")
      #expect(stage.state.screens.isEmpty)
    }
  }

  @Test("comma and point go back and forward through what was visited")
  func places() {
    var stage = stage()
    stage.type("1")
    stage.type("3")
    stage.press(.enter)
    let service = names(stage)
    #expect(service.count == 2)
    stage.type("4,")
    #expect(names(stage) == service)
    stage.type(",")
    #expect(names(stage) == ["table services"])
    stage.type(",,")
    #expect(names(stage).isEmpty)
    stage.type(",")
    #expect(stage.text.contains("This is where you began."))
    stage.type("...")
    #expect(names(stage) == service)
    stage.type(".")
    #expect(names(stage) == ["table workloads"])
    stage.type("..")
    #expect(stage.text.contains("nothing to go forward to"))
  }

  @Test("Esc goes back one step: the filter, the detail, the list")
  func escape() {
    var stage = stage()
    stage.type("3/rev")
    stage.press(.enter)
    stage.press(.enter)
    #expect(stage.text.contains("reviews  service"))
    stage.press(.escape)
    #expect(stage.state.frontTable == .services && stage.state.table(.services).filter == "rev")
    stage.press(.escape)
    #expect(stage.state.table(.services).filter.isEmpty && stage.state.frontTable == .services)
    stage.press(.escape)
    #expect(stage.state.front == nil)
  }

  @Test("a form is not left by a number, and what was entered stays")
  func forms() {
    var stage = Stage()
    stage.type("t")
    let before = names(stage)
    #expect(before.count == 1)
    stage.type("1345,.")
    #expect(names(stage) == before)
    stage.press(.down, .down, .down)
    stage.type("1345,.")
    #expect(names(stage) == before)
  }

  @Test("the overview leads to the services of a namespace")
  func overview() {
    var stage = stage()
    stage.type("1")
    #expect(stage.text.contains("strict"))
    stage.type("/default")
    stage.press(.enter, .enter)
    #expect(stage.state.frontTable == .services)
    #expect(stage.state.table(.services).filter == "namespace=default")
    #expect(!stage.text.contains("reports"))
  }

  @Test("a degraded workload comes first, with the reason")
  func trouble() {
    var stage = stage()
    stage.type("4")
    #expect(stage.state.selectedRow(.workloads) == "Kubernetes/batch/reports")
    #expect(stage.text.contains("1 of 2 replicas available"))
  }

  @Test(
    "an object opens as it is written, edited or not, whatever its kind",
    arguments: ["Sidecar", "PeerAuth", "kind=Gateway"])
  func objects(filter: String) {
    var stage = stage()
    stage.type("5/\(filter)")
    stage.press(.enter, .enter)
    #expect(stage.text.contains("apiVersion"))
    stage.press(.escape)
    #expect(stage.state.frontTable == .config)
  }

  @Test("what validation finds is counted in the list and told below it")
  func findings() {
    var stage = stage()
    stage.type("5/name=ratings")
    stage.press(.enter)
    #expect(stage.state.selectedRow(.config) == "VirtualService default/ratings")
    #expect(stage.text.contains("IST0101"))
    #expect(stage.text.contains("✗1"))
    stage.type("1/default")
    #expect(stage.text.contains("✗"))
  }

  @Test("objects that are only read are checked, too, again when one of them or a namespace changes")
  func policies() throws {
    var stage = stage()
    let snapshot = ScreenObjects.snapshot()
    func show(_ spec: String, version: String, namespaces: [NamespaceInfo] = []) {
      let base = ScreenObjects.configuration()
      let others = Objects.documents([
        "{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: narrow, namespace: default, resourceVersion: '\(version)'}, spec: \(spec)}"
      ])
      let configuration = MeshConfiguration(
        virtualServices: base.virtualServices, services: snapshot.services, workloads: snapshot.workloads,
        otherObjects: others, namespaceInfos: namespaces)
      stage.send(.mesh(MeshView(snapshot: snapshot, configuration: configuration, namespaces: ["default"])))
    }
    show("{outboundTrafficPolicy: {}}", version: "1")
    stage.type("5/Sidecar")
    stage.press(.enter)
    #expect(stage.text.contains("VIG0017"))
    show("{outboundTrafficPolicy: {mode: ALLOW_ANY}}", version: "2")
    #expect(stage.text.contains("validation finds nothing"))
    let ambient = [NamespaceInfo(name: "default", isAmbient: true)]
    show("{outboundTrafficPolicy: {mode: ALLOW_ANY}}", version: "2", namespaces: ambient)
    #expect(stage.text.contains("IST0167"))
  }

  @Test("wizards open from the list and from the close look")
  func wizards() {
    var stage = stage()
    stage.type("3/reviews")
    stage.press(.enter)
    stage.type("w")
    #expect(stage.text.contains("Traffic weights"))
    stage.press(.escape)
    #expect(stage.state.frontTable == .services)
    stage.press(.enter)
    stage.type("a")
    #expect(stage.text.contains("What can be done"))
    stage.type("f")
    #expect(stage.text.contains("Fault"))
  }

  @Test("copying takes the marked rows, else the one under the cursor")
  func copying() {
    var stage = stage()
    stage.type("4/namespace=default")
    stage.press(.enter)
    func copied() -> String? {
      stage.effects.reversed().lazy.compactMap { if case .copy(let text, _) = $0 { text } else { nil } }.first
    }
    stage.type("y")
    #expect(copied()?.hasPrefix("default/") == true)
    stage.type("*y")
    #expect(copied()?.split(separator: "\n").count == 6)
    #expect(stage.text.contains("6 marked"))
    stage.type("*")
    stage.press(.space, .space)
    stage.type("y")
    #expect(copied()?.split(separator: "\n").count == 2)
  }

  @Test("the mouse selects, opens, sorts and scrolls")
  func mouse() {
    var stage = stage()
    stage.type("4")
    let form = stage.state.panes.form
    let first = stage.state.selectedRow(.workloads)
    func press(_ x: Int, _ y: Int) { stage.send(.input(.mouse(MouseEvent(kind: .press, x: x, y: y)))) }
    press(10, form.y + 3)
    #expect(stage.state.selectedRow(.workloads) != first)
    press(10, form.y + 3)
    #expect(stage.text.contains("workload  "))
    stage.press(.escape)
    press(6, form.y)
    #expect(stage.state.table(.workloads).sort?.column == "name")
    press(6, form.y)
    #expect(stage.state.table(.workloads).sort?.isDescending == true)
    stage.type("g")
    stage.send(.input(.mouse(MouseEvent(kind: .wheelDown, x: 10, y: 10))))
    #expect(
      stage.state.table(.workloads).index(
        in: stage.state.table(.workloads).arranged(stage.state.tableModel(.workloads)),
        stage.state.tableModel(.workloads)) == 3)
  }

  @Test("columns can be left out and come back")
  func columns() {
    var stage = stage()
    stage.type("3")
    #expect(stage.text.contains("REQ/S"))
    stage.type("C")
    let place = stage.state.tableModel(.services).columns.firstIndex { $0.id == "rate" } ?? 0
    for _ in 0..<place { stage.press(.down) }
    stage.press(.space, .escape)
    #expect(!stage.text.contains("REQ/S"))
    stage.type("Cx")
    stage.press(.escape)
    #expect(stage.text.contains("REQ/S"))
  }

  @Test("the palette completes, goes, and says what there is not")
  func palette() {
    var stage = stage()
    stage.type(":work")
    stage.press(.enter)
    #expect(stage.state.frontTable == .workloads)
    stage.type(":rati")
    stage.press(.tab)
    #expect(stage.state.palette?.text == "svc ratings.default")
    stage.press(.enter)
    #expect(stage.text.contains("ratings  service"))
    stage.type(":zzz")
    stage.press(.enter)
    #expect(stage.text.contains("Nothing is called “zzz”. A bare : lists what there is."))
    stage.type(":q")
    #expect(stage.state.suggestions(for: "q").first?.text == "quit")
    stage.press(.escape)
    #expect(stage.state.palette == nil)
    stage.type(":obj maps")
    stage.press(.enter)
    #expect(stage.text.contains("maps.example.com"))
  }

  @Test("another namespace is collected, all of them by a star")
  func namespaces() {
    var stage = stage(namespaces: ["default"])
    stage.type("3:ns shop")
    stage.press(.enter)
    guard case .setNamespaces(let shop)? = stage.effects.last, shop == ["shop"] else {
      Issue.record("\(stage.effects)")
      return
    }
    #expect(stage.state.context.namespaces == ["shop"])
    #expect(stage.state.frontTable == .services)
    #expect(stage.text.contains("Connecting") || stage.text.contains("Looking for"))
    stage.type(":ns *")
    stage.press(.enter)
    guard case .setNamespaces(let all)? = stage.effects.last, all == nil else {
      Issue.record("\(stage.effects)")
      return
    }
    #expect(stage.state.context.namespaces == nil)
  }

  @Test("events and logs are asked for while they are on the screen, and followed")
  func readings() {
    var stage = stage()
    stage.type(":svc reviews")
    stage.press(.enter)
    func asked() -> Int {
      stage.effects.count { effect in
        switch effect {
        case .readLog, .readEvents: true
        default: false
        }
      }
    }
    #expect(asked() == 0)
    for _ in 0..<5 { stage.press(.tab) }
    #expect(asked() == 1 && stage.text.contains("Reading Events"))
    stage.send(.tick(stage.state.now + 1))
    #expect(asked() == 1)
    ScreenLookTests.turn(&stage, to: .traffic)
    #expect(stage.text.contains("Readiness probe failed"))
    stage.send(.tick(stage.state.now + 10))
    #expect(asked() == 2)
    stage.press(.tab)
    ScreenLookTests.turn(&stage, to: .traffic)
    #expect(stage.text.contains("request 80 served"))
    stage.type("k")
    #expect(!stage.text.contains("request 80 served") && stage.text.contains("held"))
    stage.type("G")
    #expect(stage.text.contains("request 80 served") && stage.text.contains("following"))
    stage.type("c")
    guard case .readLog(let request)? = stage.effects.last else {
      Issue.record("no log is asked for")
      return
    }
    #expect(request.isProxy)
    stage.send(.podLog(request, .failure(ReadingFailure("pods/log is forbidden"))))
    #expect(stage.text.contains("pods/log is forbidden"))
    stage.type("p")
    guard case .readLog(let next)? = stage.effects.last else { return }
    #expect(next.pod != request.pod)
  }

  @Test("a thousand services are listed, and only those in sight are drawn")
  func many() {
    let mesh = LayeredMesh(services: 1000, namespaces: ["a", "b"])
    var snapshot = mesh.snapshot()
    snapshot.services = (0..<1000).map { i in
      ServiceInfo(id: ServiceID(namespace: i % 2 == 0 ? "a" : "b", name: "service-\(i)"))
    }
    var stage = Stage(context: DashboardContext(name: "big"), bookinfo: nil)
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: MeshConfiguration())))
    stage.type("3G")
    #expect(stage.state.table(.services).scroll > 900)
    #expect(stage.text.contains("-1000 of 1000"))
    stage.type("//9$/")
    #expect(stage.state.table(.services).arranged(stage.state.tableModel(.services)).count == 100)
  }

  @Test("the share of a caller is of what comes in, that of a callee of what goes out")
  func shares() {
    var stage = stage()
    stage.type(":svc reviews")
    stage.press(.enter)
    let row = stage.canvas().text.first { $0.hasPrefix(" productpage") } ?? ""
    #expect(row.contains("100%") || row.contains("100.0%"))
  }

  @Test("a route without subsets leads to all ready pods, and events name their objects in full")
  func wholeWords() {
    let plain = """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: reviews, namespace: default, resourceVersion: "1"}
      spec:
        hosts: [reviews]
        http:
        - route: [{destination: {host: reviews}}]
      """
    var stage = Stage(size: Stage.sizes[1], configuration: Objects.configuration(virtualServices: [plain]))
    stage.type(":svc reviews")
    stage.press(.enter, .tab, .tab, .tab)
    #expect(stage.text.contains("→ all ready pods"))
    stage.press(.tab, .tab)
    let name = "Pod reviews-v2-5f7c9d8b4d-gst68"
    for effect in stage.effects {
      guard case .readEvents(let request) = effect else { continue }
      let event = ObjectEvent(
        time: stage.state.now, isWarning: true, reason: "Unhealthy", message: "It failed.", object: name, count: 1)
      stage.send(.objectEvents(request, .success([event])))
    }
    #expect(stage.text.contains(name) && stage.text.contains("It failed."))
  }

  @Test("without a log nothing is said to be followed")
  func noLog() {
    var stage = stage()
    stage.type(":svc reviews")
    stage.press(.enter)
    for _ in 0..<6 { stage.press(.tab) }
    for effect in stage.effects {
      guard case .readLog(let request) = effect else { continue }
      stage.send(.podLog(request, .failure(ReadingFailure("no log"))))
    }
    #expect(stage.text.contains("no log") && !stage.text.contains("following"))
  }

  @Test("services of like health stand by name, whatever their rates")
  func steadyOrder() {
    func order(_ share: Double) -> [String] {
      let bookinfo = Bookinfo(rate: 60, split: (1 - share, share), refused: 0)
      var stage = Stage(bookinfo: bookinfo)
      stage.type("3")
      let model = stage.state.tableModel(.services)
      return stage.state.table(.services).arranged(model).map { model.ids[$0] }
    }
    #expect(order(0.52) == order(0.54))
    #expect(order(0.52) == order(0.52).sorted())
  }
}
