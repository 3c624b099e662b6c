import Credentials
import Jobs

/// `POST /api/keys`: a new key of the user, shown this once.
struct AddKey: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let user = try request.user()
        let fields = try JSONFields(request, known: ["name"], example: #"{"name": "laptop"}"#)
        guard let name = try fields.text("name"), APIKey.isName(name) else {
            throw Problem(
                .invalidOption,
                "name is one line of 1 to \(APIKey.longestName) bytes that says what the key is for.")
        }
        var generator = SystemRandomNumberGenerator()
        let key = APIKey(
            id: APIKey.ID(number: .random(in: .min ... .max, using: &generator)), user: user, name: name,
            createdAt: backend.now())
        let secret = SecretToken()
        guard try backend.carryOut(.addKey(key, digest: secret.digest), thread: request.thread) else {
            throw .unknownUser
        }
        return try .json(status: 201, KeyDocument(key, secret: secret)).adding("Location", "/api/keys")
    }
}
