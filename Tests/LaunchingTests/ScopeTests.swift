import Testing

@testable import Launching

@Suite struct ScopeTests {
    @Test func `each part runs in exactly one of the scopes that are parts, and all run in the whole`() {
        let parts = Scope.parts.flatMap { $0.parts(responders: 2) }
        #expect(Set(parts) == Set(Scope.everything.parts(responders: 2)))
        #expect(parts.count == Set(parts).count)
        #expect(Scope.everything.parts(responders: 2).count == 4)
    }

    @Test func `of responders there may be several runs, so none is left over`() {
        #expect(Scope.api.ownPrograms.isEmpty)
        #expect(Set(Scope.parts.flatMap(\.programs)) == Set(Scope.everything.ownPrograms))
    }
}
