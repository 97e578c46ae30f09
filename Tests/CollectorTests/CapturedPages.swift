/// Two pages of one productpage sidecar, read 4.99 s apart from a real Envoy 1.40 under load, with circuit breaking and
/// an ejected host. Lines are broken for width only.
enum CapturedPages {
  static let first = """
    # TYPE istio_requests_total counter
    istio_requests_total{reporter="destination",source_workload="istio-ingressgateway-v1",\
    source_canonical_service="istio-ingressgateway",source_canonical_revision="v1",\
    source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-istio-ingressgateway",\
    source_app="istio-ingressgateway",source_version="v1",source_cluster="Kubernetes",\
    destination_workload="productpage-v1",destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",destination_app="productpage",\
    destination_version="v1",destination_service="productpage.default.svc.cluster.local",\
    destination_canonical_service="productpage",destination_canonical_revision="v1",\
    destination_service_name="productpage",destination_service_namespace="default",destination_cluster="Kubernetes",\
    request_protocol="http",response_code="200",grpc_response_status="",response_flags="-",\
    connection_security_policy="mutual_tls"} 700
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
    source_version="v1",source_cluster="Kubernetes",destination_workload="details-v1",\
    destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-details",destination_app="details",\
    destination_version="v1",destination_service="details.default.svc.cluster.local",\
    destination_canonical_service="details",destination_canonical_revision="v1",destination_service_name="details",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="200",grpc_response_status="",response_flags="-",connection_security_policy="unknown"} 409
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
    source_version="v1",source_cluster="Kubernetes",destination_workload="details-v1",\
    destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-details",destination_app="details",\
    destination_version="v1",destination_service="details.default.svc.cluster.local",\
    destination_canonical_service="details",destination_canonical_revision="v1",destination_service_name="details",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="504",grpc_response_status="",response_flags="UT",connection_security_policy="unknown"} 88
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
    source_version="v1",source_cluster="Kubernetes",destination_workload="reviews-v1",\
    destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-reviews",destination_app="reviews",\
    destination_version="v1",destination_service="reviews.default.svc.cluster.local",\
    destination_canonical_service="reviews",destination_canonical_revision="v1",destination_service_name="reviews",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="200",grpc_response_status="",response_flags="-",connection_security_policy="unknown"} 303
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
    source_version="v1",source_cluster="Kubernetes",destination_workload="reviews-v1",\
    destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-reviews",destination_app="reviews",\
    destination_version="v1",destination_service="reviews.default.svc.cluster.local",\
    destination_canonical_service="reviews",destination_canonical_revision="v1",destination_service_name="reviews",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="503",grpc_response_status="",response_flags="UH",connection_security_policy="unknown"} 2
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
    source_version="v1",source_cluster="Kubernetes",destination_workload="reviews-v1",\
    destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-reviews",destination_app="reviews",\
    destination_version="v1",destination_service="reviews.default.svc.cluster.local",\
    destination_canonical_service="reviews",destination_canonical_revision="v1",destination_service_name="reviews",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="503",grpc_response_status="",response_flags="URX",connection_security_policy="unknown"} 3
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
    source_version="v1",source_cluster="Kubernetes",destination_workload="reviews-v2",\
    destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-reviews",destination_app="reviews",\
    destination_version="v2",destination_service="reviews.default.svc.cluster.local",\
    destination_canonical_service="reviews",destination_canonical_revision="v2",destination_service_name="reviews",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="200",grpc_response_status="",response_flags="-",connection_security_policy="unknown"} 175
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
    source_version="v1",source_cluster="Kubernetes",destination_workload="reviews-v3",\
    destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-reviews",destination_app="reviews",\
    destination_version="v3",destination_service="reviews.default.svc.cluster.local",\
    destination_canonical_service="reviews",destination_canonical_revision="v3",destination_service_name="reviews",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="200",grpc_response_status="",response_flags="-",connection_security_policy="unknown"} 156
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",source_principal="unknown",\
    source_app="productpage",source_version="v1",source_cluster="Kubernetes",destination_workload="",\
    destination_workload_namespace="",destination_principal="unknown",destination_app="",destination_version="",\
    destination_service="",destination_canonical_service="",destination_canonical_revision="",\
    destination_service_name="",destination_service_namespace="",destination_cluster="",request_protocol="http",\
    response_code="502",grpc_response_status="",response_flags="-",connection_security_policy="unknown"} 1
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",source_principal="unknown",\
    source_app="productpage",source_version="v1",source_cluster="Kubernetes",destination_workload="",\
    destination_workload_namespace="",destination_principal="unknown",destination_app="",destination_version="",\
    destination_service="details.default.svc.cluster.local",destination_canonical_service="",\
    destination_canonical_revision="",destination_service_name="details",destination_service_namespace="default",\
    destination_cluster="",request_protocol="http",response_code="503",grpc_response_status="",response_flags="UO",\
    connection_security_policy="unknown"} 194
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",source_principal="unknown",\
    source_app="productpage",source_version="v1",source_cluster="Kubernetes",destination_workload="",\
    destination_workload_namespace="",destination_principal="unknown",destination_app="",destination_version="",\
    destination_service="reviews.default.svc.cluster.local",destination_canonical_service="",\
    destination_canonical_revision="",destination_service_name="reviews",destination_service_namespace="default",\
    destination_cluster="",request_protocol="http",response_code="503",grpc_response_status="",response_flags="UH",\
    connection_security_policy="unknown"} 61
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",source_principal="unknown",\
    source_app="productpage",source_version="v1",source_cluster="Kubernetes",destination_workload="details-v1",\
    destination_workload_namespace="default",destination_principal="unknown",destination_app="details",\
    destination_version="v1",destination_service="details.default.svc.cluster.local",\
    destination_canonical_service="details",destination_canonical_revision="v1",destination_service_name="details",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="504",grpc_response_status="",response_flags="UT",connection_security_policy="unknown"} 9

    """

  static let second = """
    # TYPE istio_requests_total counter
    istio_requests_total{reporter="destination",source_workload="istio-ingressgateway-v1",\
    source_canonical_service="istio-ingressgateway",source_canonical_revision="v1",\
    source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-istio-ingressgateway",\
    source_app="istio-ingressgateway",source_version="v1",source_cluster="Kubernetes",\
    destination_workload="productpage-v1",destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",destination_app="productpage",\
    destination_version="v1",destination_service="productpage.default.svc.cluster.local",\
    destination_canonical_service="productpage",destination_canonical_revision="v1",\
    destination_service_name="productpage",destination_service_namespace="default",destination_cluster="Kubernetes",\
    request_protocol="http",response_code="200",grpc_response_status="",response_flags="-",\
    connection_security_policy="mutual_tls"} 900
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
    source_version="v1",source_cluster="Kubernetes",destination_workload="details-v1",\
    destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-details",destination_app="details",\
    destination_version="v1",destination_service="details.default.svc.cluster.local",\
    destination_canonical_service="details",destination_canonical_revision="v1",destination_service_name="details",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="200",grpc_response_status="",response_flags="-",connection_security_policy="unknown"} 608
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
    source_version="v1",source_cluster="Kubernetes",destination_workload="details-v1",\
    destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-details",destination_app="details",\
    destination_version="v1",destination_service="details.default.svc.cluster.local",\
    destination_canonical_service="details",destination_canonical_revision="v1",destination_service_name="details",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="504",grpc_response_status="",response_flags="UT",connection_security_policy="unknown"} 88
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
    source_version="v1",source_cluster="Kubernetes",destination_workload="reviews-v1",\
    destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-reviews",destination_app="reviews",\
    destination_version="v1",destination_service="reviews.default.svc.cluster.local",\
    destination_canonical_service="reviews",destination_canonical_revision="v1",destination_service_name="reviews",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="200",grpc_response_status="",response_flags="-",connection_security_policy="unknown"} 303
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
    source_version="v1",source_cluster="Kubernetes",destination_workload="reviews-v1",\
    destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-reviews",destination_app="reviews",\
    destination_version="v1",destination_service="reviews.default.svc.cluster.local",\
    destination_canonical_service="reviews",destination_canonical_revision="v1",destination_service_name="reviews",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="503",grpc_response_status="",response_flags="UH",connection_security_policy="unknown"} 2
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
    source_version="v1",source_cluster="Kubernetes",destination_workload="reviews-v1",\
    destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-reviews",destination_app="reviews",\
    destination_version="v1",destination_service="reviews.default.svc.cluster.local",\
    destination_canonical_service="reviews",destination_canonical_revision="v1",destination_service_name="reviews",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="503",grpc_response_status="",response_flags="URX",connection_security_policy="unknown"} 3
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
    source_version="v1",source_cluster="Kubernetes",destination_workload="reviews-v2",\
    destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-reviews",destination_app="reviews",\
    destination_version="v2",destination_service="reviews.default.svc.cluster.local",\
    destination_canonical_service="reviews",destination_canonical_revision="v2",destination_service_name="reviews",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="200",grpc_response_status="",response_flags="-",connection_security_policy="unknown"} 225
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",\
    source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
    source_version="v1",source_cluster="Kubernetes",destination_workload="reviews-v3",\
    destination_workload_namespace="default",\
    destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-reviews",destination_app="reviews",\
    destination_version="v3",destination_service="reviews.default.svc.cluster.local",\
    destination_canonical_service="reviews",destination_canonical_revision="v3",destination_service_name="reviews",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="200",grpc_response_status="",response_flags="-",connection_security_policy="unknown"} 206
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",source_principal="unknown",\
    source_app="productpage",source_version="v1",source_cluster="Kubernetes",destination_workload="",\
    destination_workload_namespace="",destination_principal="unknown",destination_app="",destination_version="",\
    destination_service="",destination_canonical_service="",destination_canonical_revision="",\
    destination_service_name="",destination_service_namespace="",destination_cluster="",request_protocol="http",\
    response_code="502",grpc_response_status="",response_flags="-",connection_security_policy="unknown"} 1
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",source_principal="unknown",\
    source_app="productpage",source_version="v1",source_cluster="Kubernetes",destination_workload="",\
    destination_workload_namespace="",destination_principal="unknown",destination_app="",destination_version="",\
    destination_service="details.default.svc.cluster.local",destination_canonical_service="",\
    destination_canonical_revision="",destination_service_name="details",destination_service_namespace="default",\
    destination_cluster="",request_protocol="http",response_code="503",grpc_response_status="",response_flags="UO",\
    connection_security_policy="unknown"} 195
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",source_principal="unknown",\
    source_app="productpage",source_version="v1",source_cluster="Kubernetes",destination_workload="",\
    destination_workload_namespace="",destination_principal="unknown",destination_app="",destination_version="",\
    destination_service="reviews.default.svc.cluster.local",destination_canonical_service="",\
    destination_canonical_revision="",destination_service_name="reviews",destination_service_namespace="default",\
    destination_cluster="",request_protocol="http",response_code="503",grpc_response_status="",response_flags="UH",\
    connection_security_policy="unknown"} 161
    istio_requests_total{reporter="source",source_workload="productpage-v1",source_canonical_service="productpage",\
    source_canonical_revision="v1",source_workload_namespace="default",source_principal="unknown",\
    source_app="productpage",source_version="v1",source_cluster="Kubernetes",destination_workload="details-v1",\
    destination_workload_namespace="default",destination_principal="unknown",destination_app="details",\
    destination_version="v1",destination_service="details.default.svc.cluster.local",\
    destination_canonical_service="details",destination_canonical_revision="v1",destination_service_name="details",\
    destination_service_namespace="default",destination_cluster="Kubernetes",request_protocol="http",\
    response_code="504",grpc_response_status="",response_flags="UT",connection_security_policy="unknown"} 9

    """
}
