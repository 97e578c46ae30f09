import Cells
import Testing
import Texts

@testable import Dashboard

/// The recorded screens once more, in Simplified Chinese: nothing is left in English, and wide characters keep every
/// column.
@Suite("Screens in Chinese") struct ChineseScreensTests {
  private static let main = [Size(width: 80, height: 24), Size(width: 120, height: 40)]

  private func inChinese(_ look: () throws -> Void) rethrows {
    try Language.$current.withValue(.simplifiedChinese, operation: look)
  }

  @Test("the graph, its views and its details", arguments: main)
  func graph(size: Size) throws {
    try inChinese {
      try GraphScreenTests().golden(size: size)
      try LookTests().edge(size: size)
      try LookTests().expanded(size: size)
      try LookTests().shares(size: size)
      try ZoomTests().golden(size: size)
    }
  }

  @Test("lists", arguments: TableKind.allCases, main)
  func lists(kind: TableKind, size: Size) throws {
    try inChinese {
      try ScreenLookTests().lists(kind: kind, size: size)
      if size.height == 24 { try ScreenLookTests().empty(kind: kind, size: size) }
    }
  }

  @Test("services, workloads and proxies closely", arguments: main)
  func closely(size: Size) throws {
    try inChinese {
      for part in CloserScreen.Part.allCases { try ScreenLookTests().service(part: part, size: size) }
      try ScreenLookTests().workload(size: size)
      try ProxiesTests().screens(size: size)
    }
  }

  @Test("palette, filter, columns, themes, help and tour", arguments: main)
  func around(size: Size) throws {
    try inChinese {
      try ScreenLookTests().overlays(size: size)
      try ThemesTests().golden(size: size)
      try LookTests().help(size: size)
      try TourTests().golden(size: size)
    }
  }

  @Test("from the weights to the proof", arguments: main)
  func change(size: Size) throws {
    try inChinese {
      try LookTests().weights(size: size)
      try LookTests().preview(size: size)
      try LookTests().afterwards(size: size)
      try WizardLookTests().confirmation(size: size)
      try WizardLookTests().history(size: size)
      try WizardLookTests().document(size: size)
    }
  }

  @Test("forms", arguments: ["f", "t", "e", "m", "p", "o", "s", "d", "i", "n", "b", "a", "x"], main)
  func forms(key: String, size: Size) throws { try inChinese { try WizardLookTests().forms(key: key, size: size) } }

  @Test("forms with something entered, and rules", arguments: main)
  func entered(size: Size) throws {
    try inChinese {
      try WizardLookTests().actions(size: size)
      try WizardLookTests().errors(size: size)
      try WizardLookTests().rules(size: size)
      try WizardLookTests().rule(size: size)
      try WizardLookTests().leaving(size: size)
    }
  }

  @Test("the canary", arguments: main)
  func canary(size: Size) throws {
    try inChinese {
      try CanaryFlowTests().formLook(size: size)
      try CanaryFlowTests().look(size: size)
    }
  }

  @Test("empty screens", arguments: Array(EmptyCase.all.keys).sorted())
  func empty(name: String) throws { try inChinese { try LookTests().empty(name: name, size: Self.main[0]) } }
}
