// A voice: recorded here, or a sound file read and written anew, so that nothing but the sound is in it.
const RATE = 16000; // samples a second: enough for speech
const LONGEST = 15 * 60 * 1000; // ms of one recording

const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

/** Record until `stop()`; `done` is told the blob, or null when the microphone was refused. `stop(true)`: it is dropped. */
export async function recording(done) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    done(null);
    return null;
  }
  const mimeType = KINDS.find((one) => MediaRecorder.isTypeSupported(one));
  const recorder = new MediaRecorder(stream, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond: 24000 });
  const parts = [];
  let dropped = false;
  const free = () => stream.getTracks().forEach((one) => one.stop());
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.onstop = () => {
    free();
    if (!dropped) done(new Blob(parts, { type: recorder.mimeType.split(";")[0] }));
  };
  recorder.start(1000);
  const timer = setTimeout(() => recorder.state !== "inactive" && recorder.stop(), LONGEST);
  const stop = (drop = false) => {
    clearTimeout(timer);
    dropped ||= drop;
    if (recorder.state !== "inactive") recorder.stop();
  };
  addEventListener("haven:leave", () => {
    stop(true);
    free();
  });
  return stop;
}

/** A sound file as one channel of 16-bit samples (WAV); null when it is no sound. */
export async function bareSound(file) {
  try {
    const reader = new OfflineAudioContext(1, 1, RATE);
    const heard = await reader.decodeAudioData(await file.arrayBuffer());
    const mixer = new OfflineAudioContext(1, Math.max(1, Math.ceil(heard.duration * RATE)), RATE);
    const source = mixer.createBufferSource();
    source.buffer = heard;
    source.connect(mixer.destination);
    source.start();
    return wav((await mixer.startRendering()).getChannelData(0));
  } catch {
    return null;
  }
}

function wav(samples) {
  const bytes = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const write = (at, text) => [...text].forEach((char, one) => bytes.setUint8(at + one, char.charCodeAt(0)));
  write(0, "RIFF");
  bytes.setUint32(4, 36 + samples.length * 2, true);
  write(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true); // linear samples
  bytes.setUint16(22, 1, true); // one channel
  bytes.setUint32(24, RATE, true);
  bytes.setUint32(28, RATE * 2, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  write(36, "data");
  bytes.setUint32(40, samples.length * 2, true);
  samples.forEach((value, at) => bytes.setInt16(44 + at * 2, Math.max(-1, Math.min(1, value)) * 32767, true));
  return new Blob([bytes], { type: "audio/wav" });
}
