extension Array {
  /// Gives back the room that the array has grown ahead, if that is more than an eighth of it. Linear then.
  public mutating func fit() {
    guard capacity - count > count / 8 else { return }
    self = withUnsafeBufferPointer { Array($0) }
  }
}
