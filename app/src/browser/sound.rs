//! A short sound, made without a file.

use web_sys::{AudioContext, OscillatorType};

/// Two soft notes, a fifth apart.
pub(crate) fn chime() {
    // Without a loudspeaker, or before the person has touched the page, there is nothing to hear.
    let _ = play();
}

fn play() -> Result<(), wasm_bindgen::JsValue> {
    let context = AudioContext::new()?;
    let start = context.current_time();
    for (note, (frequency, after)) in [(660.0, 0.0), (990.0, 0.11)].into_iter().enumerate() {
        let (oscillator, gain) = (context.create_oscillator()?, context.create_gain()?);
        oscillator.set_type(OscillatorType::Sine);
        oscillator.frequency().set_value(frequency);
        let from = start + after;
        gain.gain().set_value_at_time(0.0001, from)?;
        gain.gain()
            .exponential_ramp_to_value_at_time(0.12, from + 0.02)?;
        gain.gain()
            .exponential_ramp_to_value_at_time(0.0001, from + 0.35)?;
        oscillator.connect_with_audio_node(&gain)?;
        gain.connect_with_audio_node(&context.destination())?;
        oscillator.start_with_when(from)?;
        oscillator.stop_with_when(from + 0.4)?;
        if note == 1 {
            // An open context keeps the audio device busy.
            let ended = wasm_bindgen::closure::Closure::once_into_js({
                let context = context.clone();
                move || {
                    let _ = context.close();
                }
            });
            oscillator.set_onended(Some(wasm_bindgen::JsCast::unchecked_ref(&ended)));
        }
    }
    Ok(())
}
