import Documents
import NIOHTTP1

/// The pages of Istio's sample application, in its shapes: `/productpage` and `/api/v1/products…` of productpage,
/// `/details/N`, `/reviews/N` and `/ratings/N` of the services behind it.
struct BookinfoPages: AppPages {
  /// Which of the four services a pod belongs to.
  enum Service: String, Sendable { case productpage, details, reviews, ratings }

  let service: Service

  /// The notes for what could not be fetched.
  static func note(_ service: String) -> String { "Sorry, product \(service) are currently unavailable." }
  static let ratingsNote = "Ratings service is currently unavailable"

  func plan(for request: APIRequest, stages: [CallStage], server: AppServer) -> AppPlan {
    if request.rawPath == "/health" { return .reply(AppReply.healthy(server)) }
    if service == .productpage { return ProductPages(server: server, stages: stages).plan(for: request) }
    let parts = request.rawPath.split(separator: "/", omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0] == service.rawValue else { return .reply(AppReply.notFound(request)) }
    guard let id = Int(parts[1]), id >= 0 else {
      return .reply(AppReply.json(["error": "please provide numeric product ID"], status: 400))
    }
    return .work(stages: stages) { outcome in
      switch service {
      case .details: AppReply.json(BookinfoData.details(id, server))
      case .ratings: AppReply.json(BookinfoData.ratings(id, server))
      case .reviews: AppReply.json(BookinfoData.reviews(id, server, ratings: outcome.result(of: "ratings")))
      case .productpage: AppReply.notFound(request)
      }
    }
  }
}
