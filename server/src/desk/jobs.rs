//! What has to be done from time to time, by one node of all: whichever finds first that it is due.

use super::Desk;
use super::bot::{Making, end_the_inputs};
use super::channels::take_off_the_idle;
use super::copies::COPIES_MS;
use super::life_cycle::end_the_idle;
use super::missed::mail_the_missed;
use super::search::TURN;
use super::sessions::{ATTEMPTS_MS, IDLE_MS};
use crate::error::Error;
use crate::store::{
    Work, attempts, consoles, half_sign_ins, jobs, letter_tokens, mails, pushes, sessions,
    user_tokens,
};
use domain::push::BETWEEN_MS;
use domain::time::{DAY_MS, MINUTE_MS, SECOND_MS, Timestamp};

/// How long letters that were sent, or given up, are kept.
const MAILS_MS: i64 = 30 * DAY_MS;

/// How long it is kept what was tried: as long as the longest time within which something is counted.
const COUNTED_MS: i64 = COPIES_MS;
const _: () = assert!(COUNTED_MS >= ATTEMPTS_MS);

/// Something that is done again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Sessions, consoles, letters and tries to sign in that are over for good are forgotten.
    Forget,
    /// Those whose consoles nobody uses are taken off the channels they have joined (spec 5.1).
    TakeOffTheIdle,
    /// Conversations that wait for an operator are offered to the next who is available (spec 5.9, 7.5).
    OfferTheWaiting,
    /// Conversations that nobody uses any more end (spec 7.2).
    EndTheIdle,
    /// What visitors say to chatbots in several lines is over when nothing more comes (spec 9.7).
    EndTheInputs,
    /// What visitors missed while they were away goes to them by e-mail (spec 14.3).
    MailTheMissed,
    /// Contents of attachments that no message has are removed.
    RemoveFiles,
    /// What was said can be found (spec 8.9).
    Index,
    /// Conversations that are to be kept no longer are erased (spec 7.7).
    EraseThePast,
}

impl Job {
    const ALL: [Self; 9] = [
        Self::Forget,
        Self::TakeOffTheIdle,
        Self::OfferTheWaiting,
        Self::EndTheIdle,
        Self::EndTheInputs,
        Self::MailTheMissed,
        Self::RemoveFiles,
        Self::Index,
        Self::EraseThePast,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Forget => "forget",
            Self::TakeOffTheIdle => "take_off_the_idle",
            Self::OfferTheWaiting => "offer_the_waiting",
            Self::EndTheIdle => "end_the_idle",
            Self::EndTheInputs => "end_the_inputs",
            Self::MailTheMissed => "mail_the_missed",
            Self::RemoveFiles => "remove_files",
            Self::Index => "index",
            Self::EraseThePast => "erase_the_past",
        }
    }

    /// How long after it was done it is due again.
    fn every_ms(self) -> i64 {
        match self {
            Self::Forget | Self::EndTheIdle | Self::EraseThePast => 10 * MINUTE_MS,
            Self::RemoveFiles => MINUTE_MS,
            Self::TakeOffTheIdle => 15 * SECOND_MS,
            Self::OfferTheWaiting | Self::MailTheMissed => 5 * SECOND_MS,
            Self::EndTheInputs | Self::Index => SECOND_MS,
        }
    }

    async fn carry_out(
        self,
        desk: &Desk,
        making: &Making,
        work: &mut Work<'_>,
        now: Timestamp,
    ) -> Result<(), Error> {
        match self {
            Self::TakeOffTheIdle => take_off_the_idle(work, now).await,
            Self::EndTheIdle => end_the_idle(work, now).await,
            Self::EndTheInputs => end_the_inputs(work, making, now).await,
            Self::MailTheMissed => mail_the_missed(desk, work, now).await,
            // Who has taken the job does it afterwards: no transaction can hold files, and what is done in many small steps has one for each.
            Self::RemoveFiles | Self::Index | Self::EraseThePast | Self::OfferTheWaiting => Ok(()),
            Self::Forget => {
                let database = work.database().await?;
                consoles::forget_before(database, now.plus(-DAY_MS)).await?;
                attempts::forget_before(database, now.plus(-COUNTED_MS)).await?;
                sessions::forget_before(database, now.plus(-IDLE_MS)).await?;
                mails::forget_before(database, now.plus(-MAILS_MS)).await?;
                user_tokens::forget_before(database, now).await?;
                letter_tokens::forget_before(database, now).await?;
                pushes::forget_before(database, now.plus(-BETWEEN_MS)).await?;
                half_sign_ins::forget_before(database, now).await?;
                Ok(())
            }
        }
    }
}

impl Desk {
    /// Does the jobs that are due and that no other node has taken; which it did. To be called every few seconds.
    pub async fn do_due_jobs(&self) -> Result<Vec<Job>, Error> {
        let (mut done, mut outcome) = (Vec::new(), Ok(()));
        for job in Job::ALL {
            let now = self.clock.now();
            let is_due = jobs::is_due(&mut self.store.read().await?, job.name(), now).await?;
            if is_due && self.take(job, now).await? {
                // What fails of one, with files for example, holds up no other.
                outcome = outcome.and(self.finish(job, now).await);
                done.push(job);
            }
        }
        outcome.map(|()| done)
    }

    /// What no transaction can hold, by who has taken the job.
    async fn finish(&self, job: Job, now: Timestamp) -> Result<(), Error> {
        match job {
            Job::RemoveFiles => {
                self.remove_doomed_files().await?;
                self.remove_erased_files().await
            }
            Job::Index => self.index(TURN).await,
            Job::EraseThePast => self.erase_the_past().await,
            Job::OfferTheWaiting => self.offer_the_waiting(now).await,
            _ => Ok(()),
        }
    }

    /// Takes and does a job in one transaction; `false` if another node was quicker.
    async fn take(&self, job: Job, now: Timestamp) -> Result<bool, Error> {
        let desk = self.clone();
        let making = self.making();
        let kept = making.clone();
        let is_ours = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let next = now.plus(job.every_ms());
                    let is_ours = jobs::take(database, job.name(), now, next).await?;
                    if is_ours {
                        job.carry_out(&desk, &making, work, now).await?;
                    }
                    Ok(is_ours)
                })
            })
            .await;
        self.tell_made(&kept);
        is_ours
    }
}
