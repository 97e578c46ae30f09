import GraphLayout
import Testing

/// Whole drawings, cell by cell.
@Suite struct GoldenTests {
  private func expect(
    _ drawing: GraphDrawing<String>, _ picture: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(Painter.paint(drawing) == picture, sourceLocation: sourceLocation)
  }

  @Test func bookinfoIn80Columns() {
    expect(
      SampleGraph.bookinfo(cardWidth: 16, labelWidth: 0).drawing(options: LayoutOptions(targetWidth: 80)),
      """
                                                 +--------------+
                                            ┌───▶|details       |
                                            │    +--------------+
      +--------------+     +--------------+ │
      |gateway       |────▶|productpage   |─┤    +--------------+
      +--------------+     +--------------+ └───▶|reviews       |     +--------------+
                                                 |              |────▶|ratings       |
                                                 |              |     +--------------+
                                                 +--------------+
      """)
  }

  @Test func bookinfoIn120Columns() {
    expect(
      SampleGraph.bookinfo(cardWidth: 20, labelWidth: 8).drawing(options: LayoutOptions(targetWidth: 120)),
      """
                                                                         +------------------+
                                                            ┌── 000000 ─▶|details           |
                                                            │            +------------------+
      +------------------+             +------------------+ │
      |gateway           |─── 000000 ─▶|productpage       |─┤            +------------------+
      +------------------+             +------------------+ └── 000000 ─▶|reviews           |             +------------------+
                                                                         |                  |─── 000000 ─▶|ratings           |
                                                                         |                  |             +------------------+
                                                                         +------------------+
      """)
  }

  @Test func oneRowNodes() {
    expect(
      SampleGraph.named("in>page page>details page>rev rev>v1 rev>v2 rev>v3 v2>rat v3>rat", label: 6).drawing(),
      """
                           ┌─ 0000 ─▶|details| ┌─ 0000 ─▶|v1|
      |in|── 0000 ─▶|page|─┤                   │
                           └─ 0000 ─▶|rev|─────╋─ 0000 ─▶|v2|── 0000 ─┐
                                               │                      ├▶|rat|
                                               └─ 0000 ─▶|v3|── 0000 ─┘
      """)
  }

  @Test func aCircleGoesBelow() {
    expect(
      SampleGraph.named("a>b b>c c>a", height: 3).drawing(),
      """
      +-+    +-+    +-+
      |a|───▶|b|───▶|c|
      +-+    +-+    +-+
        ▲───────────┘
      """)
  }

  @Test func aCircleOfOneRowNodes() {
    expect(
      SampleGraph.named("a>b b>a b>c").drawing(),
      """
      |b|─┬──▶|a|
        ▲─┼───┘
          │
          └──▶|c|
      """)
  }

  @Test func aCircleMeetsTallCardsAtTheirSides() {
    expect(
      SampleGraph.named("a>b b>c c>a", height: 4).drawing(),
      """
               +-+
               |b|
          ┌───▶| |───┐
      +-+ │    +-+   │  +-+
      |a|─┘ ┌──────┐ └─▶|c|
      | |◀──┘      └────| |
      +-+               +-+
      """)
  }

  @Test func crossingsAreNoJoints() {
    expect(
      SampleGraph.named("a>x a>y b>x b>y").drawing(),
      """
      |a|───┬─┬▶|x|
          ┌─┼─┘
      |b|─┤ └─┬▶|y|
          └───┘
      """)
  }

  @Test func callersGather() {
    expect(
      SampleGraph.named("a>x b>x c>x x>y", height: 3, label: 5).drawing(),
      """
      +-+
      |a|── 000 ─┐
      +-+        │
                 │
      +-+        │ +-+         +-+
      |b|── 000 ─╋▶|x|── 000 ─▶|y|
      +-+        │ +-+         +-+
                 │
      +-+        │
      |c|── 000 ─┘
      +-+
      """)
  }

  @Test func tallCardsHaveSeveralPorts() {
    expect(
      SampleGraph.named("a>x b>x c>x x>y x>z", height: 5).drawing(options: LayoutOptions(outPorts: .spread)),
      """
      +-+
      |a|
      | |
      | |─┐           +-+
      +-+ │           |y|
          │           | |
      +-+ │   +-+ ┌──▶| |
      |b| └──▶|x|─┘   +-+
      | |────▶| |
      | | ┌──▶| |─┐   +-+
      +-+ │   +-+ └──▶|z|
          │           | |
      +-+ │           | |
      |c|─┘           +-+
      | |
      | |
      +-+
      """)
  }

  @Test func longEdgesPassBelow() {
    expect(
      SampleGraph.named("a>b b>c c>d a>d", height: 3).drawing(),
      """
              +-+    +-+
          ┌──▶|b|───▶|c|───┐
      +-+ │   +-+    +-+   │ +-+
      |a|─┴────────────────┴▶|d|
      +-+                    +-+
      """)
  }

  @Test func partsStandBelowEachOther() {
    expect(
      SampleGraph.named("a>b c>d c>e").drawing(),
      """
          ┌──▶|d|
          │
      |c|─┴──▶|e|

      |a|────▶|b|
      """)
  }
}
