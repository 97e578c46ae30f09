import Testing

@testable import App

@Suite struct FrameClockTests {
  @Test func `Nothing is due until something changed`() {
    let clock = FrameClock()
    #expect(!clock.isDue(at: 5))
    #expect(clock.wait(at: 5, atMost: 1) == 1000)
  }

  @Test(arguments: [(false, FrameClock.dataInterval), (true, FrameClock.inputInterval)])
  func `After a pause a frame is due at once, right after one only when its interval is over`(
    byInput: Bool, interval: Double
  ) {
    var clock = FrameClock()
    clock.invalidate(at: 10, byInput: byInput)
    #expect(clock.isDue(at: 10))
    clock.drew(at: 10)
    #expect(!clock.isDue(at: 11))
    clock.invalidate(at: 20, byInput: byInput)
    clock.drew(at: 20)
    clock.invalidate(at: 20.001, byInput: byInput)
    #expect(!clock.isDue(at: 20 + interval - 0.002))
    #expect(clock.isDue(at: 20 + interval + 0.002))
  }

  @Test func `A key brings a frame forward that data has asked for`() {
    var clock = FrameClock()
    clock.drew(at: 0)
    clock.invalidate(at: 0.001, byInput: false)
    #expect(!clock.isDue(at: 0.002))
    clock.invalidate(at: 0.002, byInput: true)
    #expect(clock.isDue(at: 0.002))
  }

  @Test func `A key does not wait for the frame before it if data caused that one`() {
    var clock = FrameClock()
    clock.invalidate(at: 10, byInput: false)
    clock.drew(at: 10)
    clock.invalidate(at: 10.001, byInput: true)
    #expect(clock.isDue(at: 10.001))
    clock.drew(at: 10.001)
    clock.invalidate(at: 10.002, byInput: true)
    #expect(!clock.isDue(at: 10.003))
  }

  @Test(arguments: [(false, FrameClock.dataInterval), (true, FrameClock.inputInterval)])
  func `A frame that the terminal did not take is tried again, soon if a key waits, then ever so often`(
    byInput: Bool, interval: Double
  ) {
    var clock = FrameClock()
    clock.invalidate(at: 0, byInput: byInput)
    clock.postpone(at: 0)
    #expect(!clock.isDue(at: interval - 0.001))
    #expect(clock.isDue(at: interval))
    #expect(clock.wait(at: 0, atMost: 1) == Int((interval * 1000).rounded(.up)))
    clock.postpone(at: 1)
    #expect(!clock.isDue(at: 1 + FrameClock.dataInterval - 0.001))
  }
}
