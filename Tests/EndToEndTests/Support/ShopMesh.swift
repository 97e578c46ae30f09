import Foundation

/// A mesh of two services for canaries: `web` calls `cart`, whose versions fail as they are told to.
enum ShopMesh {
  /// Writes the demo's mesh file.
  ///
  /// - Parameters:
  ///   - v1: the share of requests that version 1 of `cart` fails, 0...1; likewise `v2`.
  static func write(to file: URL, v1: Double, v2: Double) throws {
    let mesh = """
      name: shop
      services:
      - name: web
        entry: {path: /, host: shop.example.com, share: 1}
        calls: [{service: cart, path: /cart}]
      - name: cart
        versions:
        - {name: v1, errorRate: \(v1)}
        - {name: v2, errorRate: \(v2)}
      """
    try Data(mesh.utf8).write(to: file)
  }
}
