extension Route {
    /// Everything that responders answer.
    static func table(_ backend: Backend) -> [Route] {
        [
            Route("POST", "/api/jobs", SubmitJobs(backend: backend)),
            Route("GET", "/api/jobs", ListJobs(backend: backend)),
            Route("GET", "/api/jobs/{id}", ShowJob(backend: backend)),
            Route("GET", "/api/jobs/{id}/explain", ExplainJob(backend: backend)),
            Route("DELETE", "/api/jobs/{id}", ChangeJob(.delete, backend: backend)),
            Route("POST", "/api/jobs/{id}/cancel", ChangeJob(.cancel, backend: backend)),
            Route("POST", "/api/jobs/{id}/retry", ChangeJob(.retry, backend: backend)),
            Route("GET", "/api/jobs/{id}/webhooks", ListDeliveries(backend: backend)),
            Route("POST", "/api/jobs/{id}/webhooks/{number}/redeliver", Redeliver(backend: backend)),
            Route("GET", "/api/events", FollowEvents(backend: backend)),
            Route("POST", "/query", QueryImage(backend: backend)),
            Route("POST", "/jobs", SubmitJobs(address: .plainJobs, backend: backend)),
            Route("GET", "/jobs", ListPlainJobs(backend: backend)),
            Route("GET", "/jobs/{id}", ShowPlainJob(backend: backend)),
            Route("POST", "/api/process", SubmitJobs(address: .process, backend: backend)),
            Route("GET", "/api/status/{id}", ShowStatus(backend: backend)),
            Route("PUT", "/api/processors", ResizeProcessors(backend: backend)),
            Route("GET", "/results/{id}/{file}", MissingResult(backend: backend)),
            Route("GET", "/api/health", ShowHealth(backend: backend)),
            Route("GET", "/api/metrics", ShowMetrics(backend: backend)),
            Route("GET", "/api/openapi.json", ShowOpenAPI(limits: backend.limits)),
            Route("GET", "/docs", ShowDocumentation(limits: backend.limits)),
        ]
    }
}
