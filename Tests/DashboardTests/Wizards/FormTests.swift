import Cells
import Testing

@testable import Dashboard

@Suite("Forms") struct FormTests {
  private static let list = FieldList(
    rows: .names, columns: [.text("name", width: 10), .choice([FieldOption("a"), FieldOption("b")], width: 3)],
    addLabel: "add", emptyNote: "none")

  private func form() -> Form {
    var form = Form()
    form.take([
      .heading("First"), .text("name", "Name", .any, "old"),
      .choice("kind", "Kind", [FieldOption("x"), FieldOption("y")], "x"),
      .toggle("on", "On", false), .list("rows", "Rows", Self.list), .text("count", "Count", .whole(1...9), "3"),
    ])
    return form
  }

  @Test("a text is edited where the cursor is")
  func text() {
    var input = TextInput("abc")
    input.move(by: -1)
    input.insert("X\nY\t")
    #expect(input.text == "abX Y c")
    input.eraseBefore()
    input.eraseAfter()
    #expect(input.text == "abX Y")
    input.eraseWord()
    #expect(input.text == "abX ")
    input.moveToStart()
    let hasMoved = input.move(by: -1)
    #expect(!hasMoved)
    input.insert("\u{1B}[31m\u{7}z\n")
    #expect(input.text == "[31mzabX ")
    input.eraseLine()
    #expect(input.text == "abX ")
  }

  @Test("the part around the cursor is shown", arguments: 1...12)
  func window(width: Int) {
    var input = TextInput("a名前-long text")
    for _ in 0...14 {
      let window = input.window(width: width)
      #expect(TextWidth.of(window.text) <= width)
      #expect((0..<width).contains(window.column))
      input.move(by: -1)
    }
  }

  @Test("lines and cells are walked in order, around at the ends")
  func moving() {
    var form = form()
    #expect(form.place.field == "name")
    var seen: [String] = []
    for _ in 0..<5 {
      seen.append(form.place.field)
      form.moveOn(forward: true)
    }
    #expect(seen == ["name", "kind", "on", "rows", "count"])
    #expect(form.place.field == "name")
    form.moveOn(forward: false)
    #expect(form.isAtEnd)
    let hasMoved = form.moveLine(by: 1)
    #expect(!hasMoved)
  }

  @Test("rows come, move and go")
  func rows() {
    var form = form()
    form.go(to: FormPlace(field: "rows"))
    #expect(form.isOnAdding)
    form.addRow()
    form.edit { $0.insert("one") }
    form.addRow()
    form.edit { $0.insert("two") }
    form.moveOn(forward: true)
    form.choose(by: 1)
    #expect(form.answers.rows("rows") == [["one", "a"], ["two", "b"]])
    form.moveRow(by: -1)
    #expect(form.answers.rows("rows") == [["two", "b"], ["one", "a"]])
    #expect(form.place == FormPlace(field: "rows", row: 0, cell: 1))
    form.removeRow()
    #expect(form.answers.rows("rows") == [["one", "a"]])
    let hasMoved = form.moveRow(by: -1)
    #expect(!hasMoved)
  }

  @Test("news from outside keep what was entered, and show what was not")
  func fresh() {
    var form = form()
    form.edit { $0.insert("er") }
    form.take([.text("name", "Name", .any, "new"), .text("count", "Count", .whole(1...9), "5")])
    #expect(form.answers.text("name") == "older")
    #expect(form.answers.text("count") == "5")
    #expect(form.isChanged && form.answers.isEdited("name") && !form.answers.isEdited("count"))
    // A field that is hidden for a while has kept its value when it comes back.
    form.take([.text("count", "Count", .whole(1...9), "5")])
    #expect(form.place.field == "count")
    form.take([.text("name", "Name", .any, "new"), .text("count", "Count", .whole(1...9), "5")])
    #expect(form.answers.text("name") == "older")
    form.reset()
    form.take([.text("name", "Name", .any, "new")])
    #expect(form.answers.text("name") == "new" && !form.isChanged)
  }

  @Test("a choice that is gone has to be made anew")
  func goneChoice() {
    var form = form()
    form.go(to: FormPlace(field: "kind"))
    form.choose(by: 1)
    form.take([.choice("kind", "Kind", [FieldOption("x"), FieldOption("z")], "x")])
    #expect(form.firstWrong?.id == "kind")
    form.choose(by: 1)
    #expect(form.firstWrong == nil)
  }

  @Test(
    "numbers are counted up and down in their range",
    arguments: [
      (TextRule.whole(1...9), "9", true, "9"), (.whole(1...9), "3", false, "2"), (.whole(1...9), "", true, "1"),
      (.percent, "1", false, "0.9"), (.percent, "0.1", false, "0.1"), (.percent, "0.9", true, "1"),
      (.percent, "99.5", true, "100"), (.percent, "x", true, nil), (.path, "/", true, nil),
    ] as [(TextRule, String, Bool, String?)])
  func counting(rule: TextRule, text: String, up: Bool, wanted: String?) {
    #expect(rule.stepped(text, up: up) == wanted)
  }

  @Test(
    "what is typed is checked",
    arguments: [
      (TextRule.duration(least: 0.001), ["5s", "250ms", "1m30s", "2"], ["", "x", "0s", "-1s"]),
      (.durationOrNone, ["10m", "none"], ["0", "never"]), (.percent, ["0.5", "100", "50 %"], ["0", "101", "a"]),
      (.host, ["*", "a.example", "*.a.example"], ["a", "a b.c", "http://a.b"]),
      (.objectName, ["shop", "istio-system/shop"], ["Shop", "a/b/c", "a_b", "/x"]),
      (.headerName, ["x-env"], ["a b", ":path", "host"]), (.regex, ["a.*"], ["(", "a**b("]),
      (.retryOn, ["5xx", "5xx, reset", "503"], ["5xx,", "teapot", "99"]),
    ] as [(TextRule, [String], [String])])
  func rules(rule: TextRule, right: [String], wrong: [String]) {
    for text in right { #expect(rule.problem(of: text) == nil, "\(text)") }
    for text in wrong { #expect(rule.problem(of: text) != nil, "\(text)") }
  }

  @Test("what is pasted goes into the field under the cursor")
  func paste() {
    var stage = WizardTests.stage()
    stage.type("t")
    WizardTests.run([.go("timeout")], on: &stage)
    stage.send(.input(.paste("12s\n")))
    guard case .wizard(let screen)? = stage.state.front else {
      Issue.record("no form")
      return
    }
    #expect(screen.form.answers.text("timeout") == "12s")
  }

  @Test("the cursor is in sight at any size")
  func scrolling() {
    for size in [Size(width: 40, height: 10), Size(width: 80, height: 24), Size(width: 200, height: 60)] {
      var stage = WizardTests.stage(size: size)
      stage.type("p")
      for _ in 0..<30 {
        #expect(stage.canvas().text.contains { $0.hasPrefix("▸") }, "\(size)")
        stage.press(.down)
      }
    }
  }
}
