/// The elliptic curve P-256 (FIPS 186-4), as far as a self-signed certificate needs it: the public point of a key and
/// ECDSA signatures.
struct P256: Sendable {
  private static let field = MontgomeryField(modulus: [
    0xFFFF_FFFF_FFFF_FFFF, 0x0000_0000_FFFF_FFFF, 0x0000_0000_0000_0000, 0xFFFF_FFFF_0000_0001,
  ])
  private static let order = MontgomeryField(modulus: [
    0xF3B9_CAC2_FC63_2551, 0xBCE6_FAAD_A717_9E84, 0xFFFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_0000_0000,
  ])
  private static let generator = (
    x: [0xF4A1_3945_D898_C296, 0x7703_7D81_2DEB_33A0, 0xF8BC_E6E5_63A4_40F2, 0x6B17_D1F2_E12C_4247] as [UInt64],
    y: [0xCBB6_4068_37BF_51F5, 0x2BCE_3357_6B31_5ECE, 0x8EE7_EB4A_7C0F_9E16, 0x4FE3_42E2_FE1A_7F9B] as [UInt64]
  )

  /// A point in Jacobian coordinates, each in Montgomery form; z is zero at infinity.
  private struct Point {
    var x: [UInt64]
    var y: [UInt64]
    var z: [UInt64]
  }

  /// The uncompressed public point of a private number: 4, x and y.
  static func publicKey(of number: [UInt8]) -> [UInt8] {
    let (x, y) = multiplied(words(number))
    return [4] + bytes(x) + bytes(y)
  }

  /// The two numbers of an ECDSA signature over a digest of 32 bytes.
  ///
  /// - Parameter secret: a fresh random number below the order and not zero.
  static func signature(of digest: [UInt8], key: [UInt8], secret: [UInt8]) -> (r: [UInt8], s: [UInt8]) {
    let r = order.enter(multiplied(words(secret)).x)
    let product = order.multiply(r, order.enter(words(key)))
    let sum = order.add(order.enter(words(digest)), product)
    let s = order.multiply(order.inverse(order.enter(words(secret))), sum)
    return (bytes(order.leave(r)), bytes(order.leave(s)))
  }

  /// A multiple of the generator in affine coordinates.
  private static func multiplied(_ number: [UInt64]) -> (x: [UInt64], y: [UInt64]) {
    let zero: [UInt64] = [0, 0, 0, 0]
    let base = Point(x: field.enter(generator.x), y: field.enter(generator.y), z: field.one)
    var result = Point(x: field.one, y: field.one, z: zero)
    for bit in (0..<256).reversed() {
      if result.z != zero { result = doubled(result) }
      guard number[bit / 64] >> UInt64(bit % 64) & 1 == 1 else { continue }
      result = result.z == zero ? base : sum(result, base)
    }
    let inverse = field.inverse(result.z)
    let square = field.multiply(inverse, inverse)
    return (
      field.leave(field.multiply(result.x, square)),
      field.leave(field.multiply(result.y, field.multiply(square, inverse)))
    )
  }

  /// "dbl-2001-b" of the explicit-formulas database.
  private static func doubled(_ p: Point) -> Point {
    let f = field
    let delta = f.multiply(p.z, p.z)
    let gamma = f.multiply(p.y, p.y)
    let beta = f.multiply(p.x, gamma)
    let part = f.multiply(f.subtract(p.x, delta), f.add(p.x, delta))
    let alpha = f.add(part, f.add(part, part))
    let beta2 = f.add(beta, beta)
    let beta4 = f.add(beta2, beta2)
    let x = f.subtract(f.multiply(alpha, alpha), f.add(beta4, beta4))
    let yz = f.add(p.y, p.z)
    let z = f.subtract(f.subtract(f.multiply(yz, yz), gamma), delta)
    let gamma2 = f.multiply(gamma, gamma)
    let gamma4 = f.add(f.add(gamma2, gamma2), f.add(gamma2, gamma2))
    let y = f.subtract(f.multiply(alpha, f.subtract(beta4, x)), f.add(gamma4, gamma4))
    return Point(x: x, y: y, z: z)
  }

  /// "add-2007-bl" of the explicit-formulas database, for different points.
  private static func sum(_ p: Point, _ q: Point) -> Point {
    let f = field
    let pz = f.multiply(p.z, p.z)
    let qz = f.multiply(q.z, q.z)
    let u = f.multiply(p.x, qz)
    let h = f.subtract(f.multiply(q.x, pz), u)
    let s = f.multiply(f.multiply(p.y, q.z), qz)
    let half = f.subtract(f.multiply(f.multiply(q.y, p.z), pz), s)
    let r = f.add(half, half)
    let h2 = f.add(h, h)
    let i = f.multiply(h2, h2)
    let j = f.multiply(h, i)
    let v = f.multiply(u, i)
    let x = f.subtract(f.subtract(f.multiply(r, r), j), f.add(v, v))
    let sj = f.multiply(s, j)
    let y = f.subtract(f.multiply(r, f.subtract(v, x)), f.add(sj, sj))
    let zz = f.add(p.z, q.z)
    let z = f.multiply(f.subtract(f.subtract(f.multiply(zz, zz), pz), qz), h)
    return Point(x: x, y: y, z: z)
  }

  /// 32 bytes, the most significant first, as words.
  private static func words(_ bytes: [UInt8]) -> [UInt64] {
    (0..<4).map { word in
      bytes[(24 - 8 * word)..<(32 - 8 * word)].reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  private static func bytes(_ words: [UInt64]) -> [UInt8] {
    words.reversed().flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) } }
  }
}
