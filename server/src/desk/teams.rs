//! *Helpdesk* and *CRM*: administrators switch them on and keep their teams, operators read them (spec 11.2, 11.3).

use super::settings::app_switch_in;
use super::{Desk, Signal, allow};
use crate::error::Error;
use crate::store::{Connection, audit, teams};
use domain::audit::Audited;
use domain::id::TeamId;
use domain::limit;
use domain::problem::Fault;
use domain::team::{App, AppState, AppSwitch, Team, TeamDraft, ordered};
use domain::user::User;
use uuid::Uuid;

/// What was done to a team.
#[derive(Clone, Copy, Debug)]
enum Done {
    Made,
    Changed,
    Deleted,
}

impl Desk {
    /// Whether an app is on, and its teams.
    pub async fn app_state(&self, user: &User, app: App) -> Result<AppState, Error> {
        allow(user, app.using())?;
        app_state_in(&mut self.store.read().await?, app).await
    }

    /// Which apps are on.
    pub async fn apps_on(&self, user: &User) -> Result<Vec<App>, Error> {
        let mut connection = self.store.read().await?;
        let mut on = Vec::new();
        for app in App::ALL {
            allow(user, app.using())?;
            if app_switch_in(&mut connection, app).await?.value.is_on {
                on.push(app);
            }
        }
        Ok(on)
    }

    /// Switches an app on or off, if nobody has since version `seen`. Its teams and records stay.
    pub async fn switch_app(
        &self,
        user: &User,
        app: App,
        seen: u32,
        is_on: bool,
    ) -> Result<u32, Error> {
        allow(user, app.managing())?;
        let switch = AppSwitch { is_on };
        let saved = self.save_app_switch(user, app, seen, switch).await?;
        self.signal(Signal::Changed(app.list()));
        Ok(saved.version)
    }

    /// Makes a team, of the lowest priority.
    pub async fn make_team(&self, user: &User, app: App, draft: TeamDraft) -> Result<Team, Error> {
        allow(user, app.managing())?;
        let draft = draft.check().map_err(Error::Invalid)?;
        let (asker, now) = (user.clone(), self.clock.now());
        let made = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let limit = limit::TEAMS;
                    if teams::count(database, app).await? >= limit {
                        return Err(Error::invalid("name", Fault::TooMany { limit }));
                    }
                    let team = TeamId(Uuid::now_v7());
                    let added = teams::add(database, app, team, &draft).await?;
                    let made = stored(database, app, team, added).await?;
                    let audited = audited(app, team, Done::Made);
                    audit::add(database, &asker, &audited, now).await?;
                    Ok(made)
                })
            })
            .await?;
        self.signal(Signal::Changed(app.list()));
        Ok(made)
    }

    /// Gives a team another name or *Live Chat*, if nobody has changed it since `version` was read.
    pub async fn change_team(
        &self,
        user: &User,
        app: App,
        team: TeamId,
        version: i64,
        draft: TeamDraft,
    ) -> Result<Team, Error> {
        allow(user, app.managing())?;
        let draft = draft.check().map_err(Error::Invalid)?;
        let (asker, now) = (user.clone(), self.clock.now());
        let changed = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let present = teams::by_id(database, app, team).await?;
                    if present.ok_or(Error::NotFound)?.version != version {
                        return Err(Error::invalid("name", Fault::Changed));
                    }
                    let changed = teams::change(database, app, team, &draft).await?;
                    let changed = stored(database, app, team, changed).await?;
                    let audited = audited(app, team, Done::Changed);
                    audit::add(database, &asker, &audited, now).await?;
                    Ok(changed)
                })
            })
            .await?;
        self.signal(Signal::Changed(app.list()));
        Ok(changed)
    }

    /// Removes a team; its records stay and are no team's. Nothing happens if somebody else has removed it.
    pub async fn delete_team(&self, user: &User, app: App, team: TeamId) -> Result<(), Error> {
        allow(user, app.managing())?;
        let (asker, now) = (user.clone(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if teams::delete(database, app, team).await? == 1 {
                        let audited = audited(app, team, Done::Deleted);
                        audit::add(database, &asker, &audited, now).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        self.signal(Signal::Changed(app.list()));
        self.signal(Signal::Changed(app.records()));
        Ok(())
    }

    /// Gives the teams their priorities, the highest first; those that are not named come after the others, as they were.
    pub async fn order_teams(
        &self,
        user: &User,
        app: App,
        order: Vec<TeamId>,
    ) -> Result<(), Error> {
        allow(user, app.managing())?;
        let (asker, now) = (user.clone(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let teams = teams::list(database, app).await?.into_iter();
                    let teams = ordered(teams.map(|team| team.id).collect(), &order);
                    for (team, place) in teams.into_iter().zip(1i64..) {
                        teams::put(database, app, team, place).await?;
                    }
                    let audited = match app {
                        App::Helpdesk => Audited::HelpdeskTeamsOrdered,
                        App::Crm => Audited::SalesTeamsOrdered,
                    };
                    audit::add(database, &asker, &audited, now).await?;
                    Ok(())
                })
            })
            .await?;
        self.signal(Signal::Changed(app.list()));
        Ok(())
    }
}

/// Whether an app is on, and its teams, within a transaction.
pub(super) async fn app_state_in(connection: &mut Connection, app: App) -> Result<AppState, Error> {
    let switch = app_switch_in(connection, app).await?;
    Ok(AppState {
        version: switch.version,
        is_on: switch.value.is_on,
        teams: teams::list(connection, app).await?,
    })
}

fn audited(app: App, team: TeamId, done: Done) -> Audited {
    match (app, done) {
        (App::Helpdesk, Done::Made) => Audited::HelpdeskTeamMade { team },
        (App::Helpdesk, Done::Changed) => Audited::HelpdeskTeamChanged { team },
        (App::Helpdesk, Done::Deleted) => Audited::HelpdeskTeamDeleted { team },
        (App::Crm, Done::Made) => Audited::SalesTeamMade { team },
        (App::Crm, Done::Changed) => Audited::SalesTeamChanged { team },
        (App::Crm, Done::Deleted) => Audited::SalesTeamDeleted { team },
    }
}

async fn stored(
    database: &mut Connection,
    app: App,
    team: TeamId,
    is_free: bool,
) -> Result<Team, Error> {
    if !is_free {
        return Err(Error::invalid("name", Fault::Taken));
    }
    let stored = teams::by_id(database, app, team).await?;
    stored.ok_or(Error::NotFound)
}
