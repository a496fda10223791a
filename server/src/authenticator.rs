//! The codes of authenticator apps (RFC 6238), with `totp-rs`; and the picture by which an app learns to make them.

use crate::error::Error;
use domain::second_factor::{Enrolment, Picture};
use domain::text::shortened;
use domain::time::{SECOND_MS, Timestamp};
use qrcode::{Color, QrCode};
use totp_rs::{Builder, Secret, Totp};

/// Random bytes of a secret, as many as RFC 4226 recommends.
pub(crate) const SECRET_BYTES: usize = 20;
/// Characters of a name that an app is told: with more the picture would be too fine for a camera, or too full.
const NAME_CHARACTERS: usize = 60;

/// What an app needs to make the codes of a secret, and to say whose and for what they are.
pub(crate) fn enrolment(
    secret: [u8; SECRET_BYTES],
    site: &str,
    account: &str,
) -> Result<Enrolment, Error> {
    // A colon parts the two names in the address.
    let named = |name: &str| shortened(&name.replace(':', " "), NAME_CHARACTERS);
    let totp = Builder::new()
        .with_secret(Secret::new_stack(secret))
        .with_issuer(Some(named(site)))
        .with_account_name(named(account))
        .build()
        .map_err(failed)?;
    let address = totp.to_url().map_err(failed)?;
    let code = QrCode::new(&address).map_err(failed)?;
    let are_dark: Vec<bool> = code
        .to_colors()
        .into_iter()
        .map(|colour| colour == Color::Dark)
        .collect();
    Ok(Enrolment {
        secret: totp.secret().to_base32(),
        picture: Picture::of(code.width(), &are_dark),
        address,
    })
}

/// The step whose code this is; of the steps beside the present one too, since clocks differ.
pub(crate) fn step(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let seconds = u64::try_from(now.0 / SECOND_MS).ok()?;
    let step = totp(secret)?.check(code, seconds)?;
    i64::try_from(step).ok()
}

fn totp(secret: &[u8]) -> Option<Totp> {
    let secret: [u8; SECRET_BYTES] = secret.try_into().ok()?;
    let secret = Secret::new_stack(secret);
    Builder::new().with_secret(secret).build().ok()
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Failed(Box::new(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the test vectors in RFC 6238.
    const SECRET: [u8; SECRET_BYTES] = *b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        // Its vectors have eight digits; apps show the last six.
        for (seconds, code, expected) in [
            (59, "287082", 1),
            (1_111_111_109, "081804", 37_037_036),
            (1_234_567_890, "005924", 41_152_263),
            (20_000_000_000, "353130", 666_666_666),
        ] {
            let now = Timestamp(seconds * SECOND_MS);
            assert_eq!(step(&SECRET, code, now), Some(expected), "{seconds}");
        }
    }

    #[test]
    fn a_clock_may_be_one_step_off_and_no_more() {
        let at = |seconds| step(&SECRET, "287082", Timestamp(seconds * SECOND_MS));
        assert_eq!(at(29), Some(1));
        assert_eq!(at(89), Some(1));
        assert_eq!(at(90), None);
        assert_eq!(step(&SECRET, "28708", Timestamp(59 * SECOND_MS)), None);
        assert_eq!(
            step(&SECRET[1..], "287082", Timestamp(59 * SECOND_MS)),
            None
        );
    }

    #[test]
    fn an_app_learns_the_secret_and_both_names() {
        let enrolment = enrolment(SECRET, "Tea: & more", "ada@example.org").unwrap();
        assert_eq!(enrolment.secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let address = &enrolment.address;
        assert!(address.starts_with("otpauth://totp/Tea%20%20%26%20more:"));
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
        assert!(enrolment.picture.width >= 21 && enrolment.picture.path.starts_with("M0 0h7"));
    }

    #[test]
    fn names_of_the_limit_fit_into_a_picture() {
        let site = "é".repeat(domain::limit::NAME_CHARACTERS);
        let account = "é".repeat(domain::limit::EMAIL_CHARACTERS);
        let enrolment = enrolment(SECRET, &site, &account).unwrap();
        assert!(enrolment.picture.width < 150);
    }
}
