/** How far back the small charts of a car reach, days. */
export const vehicleChartDays = 30;
