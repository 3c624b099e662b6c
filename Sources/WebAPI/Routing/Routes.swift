extension Route {
    /// Everything that responders answer.
    static func table(_ backend: Backend) -> [Route] { jobs(backend) + accounts(backend) + service(backend) }

    private static func jobs(_ backend: Backend) -> [Route] {
        [
            Route("POST", "/api/jobs", for: .user, SubmitJobs(backend: backend)),
            Route("GET", "/api/jobs", for: .user, ListJobs(backend: backend)),
            Route("GET", "/api/jobs/{id}", for: .owner, ShowJob(backend: backend)),
            Route("GET", "/api/jobs/{id}/explain", for: .owner, ExplainJob(backend: backend)),
            Route("DELETE", "/api/jobs/{id}", for: .owner, ChangeJob(.delete, backend: backend)),
            Route("POST", "/api/jobs/{id}/cancel", for: .owner, ChangeJob(.cancel, backend: backend)),
            Route("POST", "/api/jobs/{id}/retry", for: .owner, ChangeJob(.retry, backend: backend)),
            Route("POST", "/api/jobs/{id}/share", for: .owner, ShareJob(backend: backend)),
            Route("GET", "/api/jobs/{id}/webhooks", for: .owner, ListDeliveries(backend: backend)),
            Route(
                "POST", "/api/jobs/{id}/webhooks/{number}/redeliver", for: .owner, Redeliver(backend: backend)
            ),
            Route("GET", "/api/events", for: .user, FollowEvents(backend: backend)),
            Route("POST", "/query", for: .user, QueryImage(backend: backend)),
            Route("POST", "/jobs", for: .user, SubmitJobs(address: .plainJobs, backend: backend)),
            Route("GET", "/jobs", for: .user, ListPlainJobs(backend: backend)),
            Route("GET", "/jobs/{id}", for: .owner, ShowPlainJob(backend: backend)),
            Route("POST", "/api/process", for: .user, SubmitJobs(address: .process, backend: backend)),
            Route("GET", "/api/status/{id}", for: .owner, ShowStatus(backend: backend)),
            Route("GET", "/results/{id}/{file}", for: .link, FindResult(backend: backend)),
        ]
    }

    private static func accounts(_ backend: Backend) -> [Route] {
        [
            Route("GET", "/api/session", for: .user, ShowSession()),
            Route("POST", "/api/session", for: .anyone, SignIn(backend: backend)),
            Route("DELETE", "/api/session", for: .user, SignOut(backend: backend)),
            Route("GET", "/api/me", for: .user, ShowMe(backend: backend)),
            Route("PATCH", "/api/me", for: .user, ChangeMe(backend: backend)),
            Route("GET", "/api/users", for: .admin, ListUsers(backend: backend)),
            Route("POST", "/api/users", for: .admin, AddUser(backend: backend)),
            Route("PATCH", "/api/users/{name}", for: .admin, ChangeUser(backend: backend)),
            Route("DELETE", "/api/users/{name}", for: .admin, RemoveUser(backend: backend)),
            Route("GET", "/api/keys", for: .user, ListKeys(backend: backend)),
            Route("POST", "/api/keys", for: .user, AddKey(backend: backend)),
            Route("DELETE", "/api/keys/{id}", for: .user, RevokeKey(backend: backend)),
        ]
    }

    private static func service(_ backend: Backend) -> [Route] {
        [
            Route("PUT", "/api/processors", for: .admin, ResizeProcessors(backend: backend)),
            Route("GET", "/api/queue", for: .user, ShowQueue(backend: backend)),
            Route("GET", "/api/failures", for: .admin, ListFailures(backend: backend)),
            Route("GET", "/api/rules", for: .admin, ShowRules(backend: backend)),
            Route("PUT", "/api/rules", for: .admin, ChangeRules(backend: backend)),
            Route("GET", "/api/health", for: .anyone, ShowHealth(backend: backend)),
            Route("GET", "/api/metrics", for: .admin, ShowMetrics(backend: backend)),
            Route("GET", "/api/openapi.json", for: .user, ShowOpenAPI(backend: backend)),
            Route("GET", "/docs", for: .user, ShowDocumentation(backend: backend)),
        ]
    }
}
