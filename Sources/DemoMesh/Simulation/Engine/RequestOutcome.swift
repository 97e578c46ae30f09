/// How a request ended for the client that sent it.
struct RequestOutcome {
  /// 0 when the client went away before there was a response.
  var status: Int
  var flags = ResponseFlags()
  /// -1 where it is not gRPC.
  var grpcStatus: Int8 = MetricKey.noStatus
  var responseBytes: Int
  /// Where a redirect points to.
  var location: String?
  /// The body of a direct response.
  var body: String?

  /// A 2xx, 3xx or 4xx response, and no error in gRPC's own status: what a calling application can go on with.
  var isSuccess: Bool { status >= 200 && status < 500 && grpcStatus <= 0 }
}
