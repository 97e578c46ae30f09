/// The gRPC status codes that the simulation needs.
enum GRPCStatus {
  /// The code of a name such as `UNAVAILABLE`; 2 (`UNKNOWN`) for a name that there is not.
  static func code(named name: String) -> Int8 { Int8(names.firstIndex(of: name) ?? 2) }

  /// What Envoy puts in place of an HTTP status when it answers a gRPC request by itself.
  static func of(httpStatus: Int) -> Int8 {
    switch httpStatus {
    case 400: 13
    case 401: 16
    case 403: 7
    case 404: 12
    case 429, 502, 503, 504: 14
    case 500: 13
    default: 2
    }
  }

  /// The HTTP status that outlier detection takes a gRPC status for.
  static func httpStatus(of code: Int8) -> Int {
    switch code {
    case 0: 200
    case 1: 499
    case 3, 9, 11: 400
    case 4: 504
    case 5: 404
    case 6, 10: 409
    case 7: 403
    case 8: 429
    case 12: 501
    case 14: 503
    case 16: 401
    default: 500
    }
  }

  private static let names = [
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
    "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
    "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
  ]
}
