//! *Helpdesk*: administrators switch it on and keep its teams, operators read them (spec 11.2).

use super::settings::helpdesk_switch_in;
use super::{Desk, Signal, allow};
use crate::error::Error;
use crate::store::{Connection, audit, helpdesk_teams};
use domain::audit::Audited;
use domain::helpdesk::{Helpdesk, HelpdeskSwitch, HelpdeskTeam, HelpdeskTeamDraft, ordered};
use domain::id::HelpdeskTeamId;
use domain::limit;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::user::User;
use domain::wire::console::SharedList;
use uuid::Uuid;

impl Desk {
    /// Whether *Helpdesk* is on, and its teams.
    pub async fn helpdesk(&self, user: &User) -> Result<Helpdesk, Error> {
        allow(user, Deed::UseTickets)?;
        helpdesk_in(&mut self.store.read().await?).await
    }

    /// Switches *Helpdesk* on or off, if nobody has since version `seen`. Its teams and tickets stay.
    pub async fn switch_helpdesk(&self, user: &User, seen: u32, is_on: bool) -> Result<u32, Error> {
        allow(user, Deed::ManageHelpdesk)?;
        let switch = HelpdeskSwitch { is_on };
        let saved = self.save_helpdesk_switch(user, seen, switch).await?;
        self.signal(Signal::Changed(SharedList::Helpdesk));
        Ok(saved.version)
    }

    /// Makes a team, of the lowest priority.
    pub async fn make_helpdesk_team(
        &self,
        user: &User,
        draft: HelpdeskTeamDraft,
    ) -> Result<HelpdeskTeam, Error> {
        allow(user, Deed::ManageHelpdesk)?;
        let draft = draft.check().map_err(Error::Invalid)?;
        let (asker, now) = (user.clone(), self.clock.now());
        let made = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let limit = limit::HELPDESK_TEAMS;
                    if helpdesk_teams::count(database).await? >= limit {
                        return Err(Error::invalid("name", Fault::TooMany { limit }));
                    }
                    let team = HelpdeskTeamId(Uuid::now_v7());
                    let added = helpdesk_teams::add(database, team, &draft).await?;
                    let made = stored(database, team, added).await?;
                    let audited = Audited::HelpdeskTeamMade { team };
                    audit::add(database, &asker, &audited, now).await?;
                    Ok(made)
                })
            })
            .await?;
        self.signal(Signal::Changed(SharedList::Helpdesk));
        Ok(made)
    }

    /// Gives a team another name or *Live Chat*, if nobody has changed it since `version` was read.
    pub async fn change_helpdesk_team(
        &self,
        user: &User,
        team: HelpdeskTeamId,
        version: i64,
        draft: HelpdeskTeamDraft,
    ) -> Result<HelpdeskTeam, Error> {
        allow(user, Deed::ManageHelpdesk)?;
        let draft = draft.check().map_err(Error::Invalid)?;
        let (asker, now) = (user.clone(), self.clock.now());
        let changed = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let present = helpdesk_teams::by_id(database, team).await?;
                    if present.ok_or(Error::NotFound)?.version != version {
                        return Err(Error::invalid("name", Fault::Changed));
                    }
                    let changed = helpdesk_teams::change(database, team, &draft).await?;
                    let changed = stored(database, team, changed).await?;
                    let audited = Audited::HelpdeskTeamChanged { team };
                    audit::add(database, &asker, &audited, now).await?;
                    Ok(changed)
                })
            })
            .await?;
        self.signal(Signal::Changed(SharedList::Helpdesk));
        Ok(changed)
    }

    /// Removes a team; its tickets stay and are no team's. Nothing happens if somebody else has removed it.
    pub async fn delete_helpdesk_team(
        &self,
        user: &User,
        team: HelpdeskTeamId,
    ) -> Result<(), Error> {
        allow(user, Deed::ManageHelpdesk)?;
        let (asker, now) = (user.clone(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if helpdesk_teams::delete(database, team).await? == 1 {
                        let audited = Audited::HelpdeskTeamDeleted { team };
                        audit::add(database, &asker, &audited, now).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        self.signal(Signal::Changed(SharedList::Helpdesk));
        self.signal(Signal::Changed(SharedList::Tickets));
        Ok(())
    }

    /// Gives the teams their priorities, the highest first; those that are not named come after the others, as they were.
    pub async fn order_helpdesk_teams(
        &self,
        user: &User,
        order: Vec<HelpdeskTeamId>,
    ) -> Result<(), Error> {
        allow(user, Deed::ManageHelpdesk)?;
        let (asker, now) = (user.clone(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let teams = helpdesk_teams::list(database).await?.into_iter();
                    let teams = ordered(teams.map(|team| team.id).collect(), &order);
                    for (team, place) in teams.into_iter().zip(1i64..) {
                        helpdesk_teams::put(database, team, place).await?;
                    }
                    audit::add(database, &asker, &Audited::HelpdeskTeamsOrdered, now).await?;
                    Ok(())
                })
            })
            .await?;
        self.signal(Signal::Changed(SharedList::Helpdesk));
        Ok(())
    }
}

/// Whether *Helpdesk* is on, and its teams, within a transaction.
pub(super) async fn helpdesk_in(connection: &mut Connection) -> Result<Helpdesk, Error> {
    let switch = helpdesk_switch_in(connection).await?;
    Ok(Helpdesk {
        version: switch.version,
        is_on: switch.value.is_on,
        teams: helpdesk_teams::list(connection).await?,
    })
}

async fn stored(
    database: &mut Connection,
    team: HelpdeskTeamId,
    is_free: bool,
) -> Result<HelpdeskTeam, Error> {
    if !is_free {
        return Err(Error::invalid("name", Fault::Taken));
    }
    let stored = helpdesk_teams::by_id(database, team).await?;
    stored.ok_or(Error::NotFound)
}
