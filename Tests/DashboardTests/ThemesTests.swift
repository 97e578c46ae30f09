import Cells
import Settings
import Testing
import Texts

@testable import Dashboard

@Suite("Themes") struct ThemesTests {
  private func stage(size: Size = Size(width: 80, height: 24)) -> Stage {
    var stage = Stage(size: size)
    stage.state.themes = ThemeMenu(names: ["dark", "light", "mono", "nord"], current: "light")
    return stage
  }

  /// The names of the themes that were asked for, and of the one to keep.
  private func asked(_ stage: Stage) -> [String] {
    stage.effects.compactMap {
      switch $0 {
      case .showTheme(let name): name
      case .keepTheme(let name): "keep " + name
      default: nil
      }
    }
  }

  /// Presses a key, and answers as the loop does.
  private func press(_ key: Key, on stage: inout Stage) {
    let before = stage.effects.count
    stage.press(key)
    for case .showTheme(let name) in stage.effects[before...] { stage.send(.theme(name)) }
  }

  @Test("each theme is shown as the cursor reaches it, and Enter keeps it")
  func kept() {
    var stage = stage()
    stage.type("T")
    #expect(stage.text.contains("▸ light"))
    for key in [Key.down, .down, .down] { press(key, on: &stage) }
    #expect(stage.text.contains("▸ nord"))
    press(.enter, on: &stage)
    #expect(asked(stage) == ["mono", "nord", "nord", "keep nord"])
    #expect(stage.state.front == nil)
  }

  @Test("Esc goes back to the theme from before", arguments: [Key.escape, .character("q"), .character("T")])
  func restored(key: Key) {
    var stage = stage()
    stage.type("T")
    press(.home, on: &stage)
    press(key, on: &stage)
    #expect(asked(stage) == ["dark", "light"])
    #expect(stage.state.themes.current == "light")
    #expect(stage.state.front == nil)
  }

  @Test("the mouse chooses a theme, and the wheel goes through them")
  func mouse() {
    var stage = stage()
    stage.type("T")
    let row = stage.state.panes.form.y
    stage.send(.input(.mouse(MouseEvent(kind: .press, x: 4, y: row))))
    stage.send(.input(.mouse(MouseEvent(kind: .wheelDown, x: 4, y: row))))
    stage.send(.input(.mouse(MouseEvent(kind: .press, x: 60, y: row))))
    #expect(asked(stage) == ["dark", "light"])
  }

  @Test("the list", arguments: Stage.sizes)
  func golden(size: Size) throws {
    var stage = stage(size: size)
    stage.type("T")
    stage.press(.down)
    try Golden.check(stage, "themes")
  }

  @Test("without themes the key says so")
  func none() {
    var stage = Stage()
    stage.type("T")
    #expect(stage.state.front == nil)
    #expect(stage.state.toasts.count == 1)
  }

  @Test("new settings count at once")
  func settings() {
    var stage = stage()
    let keys = Configuration.read("keys: {graph: {quit: X}}", file: "x").configuration.keymap
    stage.send(.settings(keys, .simplifiedChinese, .blocks))
    #expect(stage.text.contains("X 退出"))
    #expect(stage.state.charts == .blocks)
  }

  @Test("a protected context is a bar with a mark that is seen without colours", arguments: Stage.sizes)
  func protected(size: Size) {
    var stage = Stage(size: size)
    let plain = stage.canvas()
    #expect(!(plain.text.first ?? "").contains("▲"))
    stage.state.context.isProtected = true
    let canvas = stage.canvas()
    #expect((canvas.text.first ?? "").contains("▲ prod-eu"))
    #expect(canvas.styleRuns(row: 0).first?.style.token == .protected)
  }
}
