-- wrk: multipart POST of the file IMAGE as a job of KIND. The last line printed is JSON.
local file = assert(io.open(os.getenv("IMAGE"), "rb"))
local image = file:read("*a")
file:close()
local boundary = "----platenbench"
wrk.method = "POST"
wrk.headers["Content-Type"] = "multipart/form-data; boundary=" .. boundary
wrk.body = "--" .. boundary .. "\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n" .. os.getenv("KIND") ..
  "\r\n--" .. boundary .. "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"photo.jpg\"\r\n" ..
  "Content-Type: image/jpeg\r\n\r\n" .. image .. "\r\n--" .. boundary .. "--\r\n"

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '{"per_s":%.1f,"p50_ms":%.3f,"p99_ms":%.3f,"requests":%d,"refused":%d,"socket_errors":%d}\n',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.requests, e.status, e.connect + e.read + e.write + e.timeout))
end
