import Cells
import Testing

@testable import Dashboard

/// The list component by itself, on plain rows.
@Suite("Lists") struct TableTests {
  struct Item: Hashable {
    var name: String
    var rate: Double?
    var labels: [String: String] = [:]
  }

  static let items: [Item] = [
    Item(name: "apple-v1", rate: 3, labels: ["app": "apple", "version": "v1"]),
    Item(name: "apple-v10", rate: 30, labels: ["app": "apple", "version": "v10"]),
    Item(name: "apple-v2", rate: nil, labels: ["app": "apple", "version": "v2"]),
    Item(name: "banana", rate: 12, labels: ["app": "banana"]),
  ]

  static func model(_ items: [Item] = TableTests.items) -> TableModel {
    var model = TableModel(
      ids: items.map(\.name), noun: "item", sort: TableState.Sort(column: "rate", isDescending: true))
    model.labels = { items[$0].labels }
    model.copied = { items[$0].name }
    model.columns = [
      TableColumn("name", "NAME", width: 4...20, rank: 0, isSearched: true) { TableCell(items[$0].name) },
      TableColumn("rate", "RATE", width: 6...6, isNumber: true, rank: 1) {
        TableCell.figure(items[$0].rate, "\(items[$0].rate ?? 0)")
      },
    ]
    return model
  }

  private func shown(_ state: TableState, _ model: TableModel = TableTests.model()) -> [String] {
    state.arranged(model).map { model.ids[$0] }
  }

  @Test("by figures the largest first, by names as people count, and rows without a figure last either way")
  func sorting() {
    let model = Self.model()
    var state = TableState()
    #expect(shown(state) == ["apple-v10", "banana", "apple-v1", "apple-v2"])
    state.sort = TableState.Sort(column: "rate", isDescending: false)
    #expect(shown(state) == ["apple-v1", "banana", "apple-v10", "apple-v2"])
    state.reorder(by: model.columns[0])
    #expect(shown(state) == ["apple-v1", "apple-v2", "apple-v10", "banana"])
    state.sort = TableState.Sort(column: "gone", isDescending: false)
    #expect(shown(state) == Self.items.map(\.name))
  }

  @Test("figures that change do not move rows until patience ends")
  func steadiness() {
    var state = TableState()
    state.settle(Self.model(), height: 10, now: 100)
    let before = shown(state)
    var items = Self.items
    items[0].rate = 1000
    let later = Self.model(items)
    state.settle(later, height: 10, now: 100 + TableState.patience - 1)
    #expect(shown(state, later) == before)
    state.settle(later, height: 10, now: 100 + TableState.patience)
    #expect(shown(state, later).first == "apple-v1")
  }

  @Test("what comes and goes is taken in at once")
  func comings() {
    var state = TableState()
    state.settle(Self.model(), height: 10, now: 100)
    let more = Self.model(Self.items + [Item(name: "cherry", rate: 20)])
    #expect(shown(state, more) == ["apple-v10", "cherry", "banana", "apple-v1", "apple-v2"])
    state.settle(more, height: 10, now: 101)
    let fewer = Self.model(Array(Self.items.prefix(2)))
    #expect(shown(state, fewer) == ["apple-v10", "apple-v1"])
  }

  @Test("the cursor follows its row, and stays where it stood when that is gone")
  func selection() {
    var state = TableState()
    state.settle(Self.model(), height: 10, now: 0)
    #expect(state.selected == "apple-v10")
    state.move(to: 1, Self.model(), height: 10)
    #expect(state.selected == "banana")
    var items = Self.items
    items[3].rate = 99
    state.settle(Self.model(items), height: 10, now: 50)
    #expect(state.selected == "banana")
    #expect(state.index(in: state.arranged(Self.model(items)), Self.model(items)) == 0)
    items.remove(at: 3)
    state.settle(Self.model(items), height: 10, now: 51)
    #expect(state.selected == "apple-v10")
    state.move(to: 99, Self.model(items), height: 10)
    #expect(state.selected == "apple-v2")
    state.settle(Self.model([]), height: 10, now: 52)
    #expect(state.current(in: [], Self.model([])) == nil)
  }

  @Test("it scrolls no more than it must")
  func scrolling() {
    let many = Self.model((0..<100).map { Item(name: "row\($0)", rate: Double(100 - $0)) })
    var state = TableState()
    state.settle(many, height: 10, now: 0)
    state.move(to: 12, many, height: 10)
    #expect(state.scroll == 3)
    state.move(to: 5, many, height: 10)
    #expect(state.scroll == 3)
    state.move(to: 99, many, height: 10)
    #expect(state.scroll == 90)
    state.move(to: 0, many, height: 10)
    #expect(state.scroll == 0)
  }

  @Test(
    "filters",
    arguments: [
      ("", ["apple-v10", "banana", "apple-v1", "apple-v2"]), ("APPLE", ["apple-v10", "apple-v1", "apple-v2"]),
      ("!apple", ["banana"]), ("/v1$/", ["apple-v1"]), ("!/v\\d/", ["banana"]),
      ("/v[12]", ["apple-v10", "apple-v1", "apple-v2"]),
      ("app=apple", ["apple-v10", "apple-v1", "apple-v2"]), ("version=v1", ["apple-v1"]),
      ("version=v1*", ["apple-v10", "apple-v1"]), ("app!=apple", ["banana"]), ("!app=apple", ["banana"]),
      ("apple version=v2", ["apple-v2"]), ("apple banana", []), ("nothing=here", []),
      ("!", ["apple-v10", "banana", "apple-v1", "apple-v2"]),
      ("!!banana", ["banana"]),
    ])
  func filters(text: String, wanted: [String]) {
    var state = TableState()
    state.filter = text
    #expect(shown(state) == wanted)
  }

  @Test("what is no regular expression is said and filters nothing")
  func badFilter() {
    let filter = TableFilter("/v[/")
    #expect(filter.problem?.contains("no regular expression") == true)
    #expect(filter.isEmpty)
  }

  @Test("columns give way by their rank, and the most important gets the room")
  func columns() {
    let model = Self.model()
    func titles(_ width: Int, _ state: TableState = TableState()) -> [String] {
      TableLayout(model, state: state, width: width).fields.map(\.column.title)
    }
    #expect(titles(40) == ["NAME", "RATE"])
    #expect(titles(10) == ["NAME"])
    #expect(TableLayout(model, state: TableState(), width: 40).fields[0].width == 9)
    var state = TableState()
    state.columns["name"] = false
    #expect(titles(40, state) == ["RATE"])
    let layout = TableLayout(model, state: TableState(), width: 40)
    #expect(layout.column(at: 3)?.id == "name")
    #expect(layout.column(at: 14)?.id == "rate")
    #expect(layout.column(at: 35) == nil)
  }

  @Test("marks of rows that are gone are forgotten")
  func marks() {
    var state = TableState()
    state.marks = ["banana", "gone"]
    state.settle(Self.model(), height: 10, now: 0)
    #expect(state.marks == ["banana"])
  }

  @Test("a name is whole before a lesser column is shown, and what has no room is passed over")
  func wholeNames() {
    let name = "reviews-v2-5f7c9d8b4d-gst68"
    var model = TableModel(
      ids: ["a"], noun: "pod", sort: TableState.Sort(column: "name", isDescending: false))
    model.columns = [
      TableColumn("namespace", "NAMESPACE", width: 9...24, rank: 2, isSearched: true) { _ in TableCell("default") },
      TableColumn("name", "POD", width: 16...44, rank: 0, isSearched: true) { _ in TableCell(name) },
      TableColumn("age", "AGE", width: 6...6, rank: 3) { _ in TableCell("3 s") },
    ]
    func fields(_ width: Int) -> [String] {
      TableLayout(model, state: TableState(), width: width).fields.map { "\($0.column.title) \($0.width)" }
    }
    #expect(fields(60) == ["NAMESPACE 9", "POD 27", "AGE 6"])
    #expect(fields(39) == ["POD 27", "AGE 6"])
    #expect(fields(30) == ["POD 27"])
    #expect(fields(22) == ["POD 20"])
  }
}
