/// The address range of pods.
struct PodNetwork: Sendable, Hashable {
  /// The first two parts, such as `10.244`.
  var prefix: String

  /// The usual range of a kubeadm cluster.
  static let cluster = PodNetwork(prefix: "10.244")

  /// The address of a number, 0..<64516; the last part is never 0 or 255.
  func address(_ number: Int) -> String { "\(prefix).\(number / 254 % 254).\(number % 254 + 1)" }
}
