import Testing

@testable import Dashboard

@Suite("Weight dial") struct WeightDialTests {
  @Test(
    "scales any weights to 100",
    arguments: [
      ([80, 20], [80, 20]), ([1, 1], [50, 50]), ([1, 1, 1], [34, 33, 33]), ([90, 30], [75, 25]), ([0, 0], [100, 0]),
      ([5], [100]), ([-3, 7], [0, 100]), ([], []),
    ])
  func scales(weights: [Int], wanted: [Int]) { #expect(WeightDial(weights).weights == wanted) }

  @Test(
    "takes from the others in proportion",
    arguments: [
      ([80, 20, 0], 0, 70, [70, 30, 0]), ([50, 30, 20], 0, 100, [100, 0, 0]), ([50, 30, 20], 0, 0, [0, 60, 40]),
      ([100, 0, 0], 0, 90, [90, 5, 5]), ([100, 0, 0], 2, 10, [90, 0, 10]), ([34, 33, 33], 1, 34, [33, 34, 33]),
    ])
  func moves(weights: [Int], row: Int, value: Int, wanted: [Int]) {
    var dial = WeightDial(weights)
    let moved = dial.set(row, to: value)
    #expect(moved)
    #expect(dial.weights == wanted)
  }

  @Test("sliding to the end and back restores the others")
  func slidesBack() {
    var dial = WeightDial([50, 30, 20])
    for value in [60, 100, 100, 99, 50] { dial.set(0, to: value) }
    #expect(dial.weights == [50, 30, 20])
  }

  @Test("a locked row keeps its weight, and limits what another can take")
  func locks() {
    var dial = WeightDial([60, 30, 10])
    dial.toggleLock(1)
    dial.set(0, to: 100)
    #expect(dial.weights == [70, 30, 0])
    let movedLocked = dial.set(1, to: 50)
    #expect(!movedLocked)
    dial.toggleLock(2)
    let movedAlone = dial.nudge(0, by: 1)
    #expect(!movedAlone)
    #expect(dial.weights == [70, 30, 0])
  }

  @Test("equal shares leave locked rows alone")
  func equalises() {
    var dial = WeightDial([70, 20, 10, 0])
    dial.toggleLock(0)
    dial.equalise()
    #expect(dial.weights == [70, 10, 10, 10])
  }

  @Test("all to one")
  func givesAll() {
    var dial = WeightDial([70, 20, 10])
    dial.toggleLock(2)
    dial.giveAll(to: 1)
    #expect(dial.weights == [0, 90, 10])
  }

  @Test("whatever is done, the sum is 100 and nothing is negative", arguments: UInt64(1)...40)
  func property(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...6, using: &random)
    var dial = WeightDial((0..<count).map { _ in Int.random(in: 0...120, using: &random) })
    for _ in 0..<200 {
      let row = Int.random(in: -1...count, using: &random)
      let locked = dial.locked
      let before = dial.weights
      switch Int.random(in: 0..<6, using: &random) {
      case 0: dial.set(row, to: Int.random(in: -50...150, using: &random))
      case 1: dial.nudge(row, by: [1, -1, 10, -10].randomElement(using: &random) ?? 1)
      case 2: dial.toggleLock(row)
      case 3: dial.equalise()
      case 4: dial.giveAll(to: row)
      default: dial.release()
      }
      #expect(dial.weights.reduce(0, +) == 100)
      #expect(dial.weights.allSatisfy { (0...100).contains($0) })
      for i in 0..<count where locked[i] && dial.locked[i] { #expect(dial.weights[i] == before[i]) }
    }
  }
}
